package io.uploadgrants.testkit.attack;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

// ArrayRecordComponent: an upload is sent, never compared.
/** An upload as it goes over the wire, ready to be altered. Immutable. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Upload {

  Wire.Answer send();

  /** The key that the upload names. */
  String key();

  /** A presigned PUT. */
  record Put(
      URI server,
      String method,
      String path,
      List<String> query,
      List<Wire.Header> headers,
      byte[] body,
      boolean chunked)
      implements Upload {

    static Put of(PresignedPut grant, byte[] body) {
      URI url = URI.create(grant.url());
      List<Wire.Header> headers = new ArrayList<>();
      headers.add(new Wire.Header("host", grant.implicitHeaders().getOrDefault("host", "")));
      grant.headers().forEach((name, value) -> headers.add(new Wire.Header(name, value)));
      return new Put(
          url,
          "PUT",
          url.getRawPath(),
          List.of(url.getRawQuery().split("&")),
          headers,
          body,
          false);
    }

    @Override
    public Wire.Answer send() {
      List<Wire.Header> all = new ArrayList<>(headers);
      String target = path + "?" + String.join("&", query);
      if (chunked) {
        all.add(new Wire.Header("transfer-encoding", "chunked"));
        return Wire.send(server, method, target, all, chunks());
      }
      all.add(new Wire.Header("content-length", Integer.toString(body.length)));
      return Wire.send(server, method, target, all, body);
    }

    @Override
    public String key() {
      return URI.create(path).getPath().replaceFirst("^/[^/]+/", "");
    }

    /** The bucket's path, with a slash at either end. */
    String bucket() {
      return path.substring(0, path.indexOf('/', 1) + 1);
    }

    private byte[] chunks() {
      ByteArrayOutputStream chunks = new ByteArrayOutputStream();
      Form.append(chunks, Integer.toHexString(body.length) + "\r\n");
      chunks.writeBytes(body);
      Form.append(chunks, "\r\n0\r\n\r\n");
      return chunks.toByteArray();
    }

    Put withMethod(String other) {
      return new Put(server, other, path, query, headers, body, chunked);
    }

    Put withPath(String other) {
      return new Put(server, method, other, query, headers, body, chunked);
    }

    Put withQuery(UnaryOperator<List<String>> change) {
      return new Put(
          server, method, path, change.apply(new ArrayList<>(query)), headers, body, chunked);
    }

    Put withHeaders(UnaryOperator<List<Wire.Header>> change) {
      return new Put(
          server, method, path, query, change.apply(new ArrayList<>(headers)), body, chunked);
    }

    Put withBody(byte[] other) {
      return new Put(server, method, path, query, headers, other, chunked);
    }

    /** Sends the body without saying its length first. */
    Put inChunks() {
      return new Put(server, method, path, query, headers, body, true);
    }
  }

  /** A field of a form. */
  record Field(String name, String value) {}

  /** A form. */
  record Form(URI server, String path, List<Field> fields, byte[] file, boolean fileFirst)
      implements Upload {

    private static final String FILE_NAME = "me.png";
    private static final String BOUNDARY = "----upload-grants-4f1c0e";

    static Form of(PostPolicy grant, byte[] file) {
      URI url = URI.create(grant.url());
      List<Field> fields = new ArrayList<>();
      grant.fields().forEach((name, value) -> fields.add(new Field(name, value)));
      grant.openFields().forEach((name, start) -> fields.add(new Field(name, start + "plain")));
      return new Form(url, url.getRawPath(), fields, file, false);
    }

    @Override
    public Wire.Answer send() {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (fileFirst) {
        appendFile(body);
      }
      for (Field field : fields) {
        append(
            body,
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, field.name(), field.value()));
      }
      if (!fileFirst) {
        appendFile(body);
      }
      append(body, "--" + BOUNDARY + "--\r\n");
      List<Wire.Header> headers =
          List.of(
              new Wire.Header("host", server.getRawAuthority()),
              new Wire.Header("content-type", "multipart/form-data; boundary=" + BOUNDARY),
              new Wire.Header("content-length", Integer.toString(body.size())));
      return Wire.send(server, "POST", path, headers, body.toByteArray());
    }

    @Override
    public String key() {
      return fields.stream()
          .filter(field -> field.name().equals("key"))
          .map(field -> field.value().replace("${filename}", FILE_NAME))
          .findFirst()
          .orElseThrow();
    }

    private void appendFile(ByteArrayOutputStream body) {
      append(
          body,
          "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n"
              .formatted(BOUNDARY, FILE_NAME));
      body.writeBytes(file);
      append(body, "\r\n");
    }

    private static void append(ByteArrayOutputStream body, String text) {
      body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Form withPath(String other) {
      return new Form(server, other, fields, file, fileFirst);
    }

    Form withFields(UnaryOperator<List<Field>> change) {
      return new Form(server, path, change.apply(new ArrayList<>(fields)), file, fileFirst);
    }

    Form withFile(byte[] other) {
      return new Form(server, path, fields, other, fileFirst);
    }

    Form withFileFirst() {
      return new Form(server, path, fields, file, true);
    }
  }
}
