package io.uploadgrants.probe;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small upload by a grant, which can be altered before it is sent. */
sealed interface ProbeUpload {

  /** The file: plain ASCII, so that its characters are its bytes. */
  String FILE = "what a probe of the store uploads";

  String FILE_NAME = "probe.png";

  static ProbeUpload of(UploadGrant grant) {
    // Not by kind: a store's features are those of these two, whatever other kinds there are.
    if (grant instanceof PresignedPut put) {
      return of(put);
    }
    if (grant instanceof PostPolicy form) {
      return of(form);
    }
    throw new IllegalArgumentException("A probe uploads by PUT and form, not by " + grant.kind());
  }

  private static Put of(PresignedPut put) {
    return new Put(put.key(), "PUT", put.url(), put.headers(), FILE);
  }

  private static Form of(PostPolicy form) {
    List<Field> fields = new ArrayList<>();
    form.fields().forEach((name, value) -> fields.add(new Field(name, value)));
    return new Form(form.key(), form.url(), fields, FILE);
  }

  /** The key that it writes. */
  String key();

  String method();

  String url();

  Map<String, String> headers();

  String body();

  /** Adds a header, or a field. */
  ProbeUpload with(String name, String value);

  /** Changes the file, but not its length. */
  ProbeUpload withOtherFile();

  /** Changes the signature. */
  ProbeUpload forged();

  /**
   * A request with a signed URL.
   *
   * @param headers those that the client has to send, and those that were added
   */
  record Put(String key, String method, String url, Map<String, String> headers, String body)
      implements ProbeUpload {

    @Override
    public Put with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Put(key, method, url, more, body);
    }

    Put empty() {
      return withFile("");
    }

    Put withFile(String file) {
      return new Put(key, method, url, headers, file);
    }

    @Override
    public Put withOtherFile() {
      return new Put(key, method, url, headers, other(body));
    }

    @Override
    public Put forged() {
      String forged = url.replaceAll("X-Amz-Signature=[0-9a-f]+", "X-Amz-Signature=" + FORGED);
      return new Put(key, method, forged, headers, body);
    }
  }

  /** A field of a form. */
  record Field(String name, String value) {}

  /** A form as a browser sends it. */
  record Form(String key, String url, List<Field> fields, String file) implements ProbeUpload {

    private static final String BOUNDARY = "upload-grants-probe-0f6c1d2e3b4a";

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public Map<String, String> headers() {
      return Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    @Override
    public String body() {
      StringBuilder body = new StringBuilder();
      for (Field field : fields) {
        part(body, "name=\"" + field.name() + "\"", field.value());
      }
      String named = "name=\"file\"; filename=\"" + FILE_NAME + "\"";
      part(body, named + "\r\nContent-Type: image/png", file);
      return body.append("--").append(BOUNDARY).append("--\r\n").toString();
    }

    private static void part(StringBuilder body, String disposition, String value) {
      body.append("--").append(BOUNDARY).append("\r\n");
      body.append("Content-Disposition: form-data; ").append(disposition);
      body.append("\r\n\r\n").append(value).append("\r\n");
    }

    @Override
    public Form with(String name, String value) {
      List<Field> more = new ArrayList<>(fields);
      more.add(new Field(name, value));
      return new Form(key, url, more, file);
    }

    /** Sends a form for many files for one of a name. */
    Form named(String name) {
      String other = key.replace("${filename}", name);
      List<Field> named = new ArrayList<>(fields);
      named.replaceAll(field -> field.name().equals("key") ? new Field("key", other) : field);
      return new Form(other, url, named, file);
    }

    @Override
    public Form withOtherFile() {
      return new Form(key, url, fields, other(file));
    }

    @Override
    public Form forged() {
      List<Field> forged = new ArrayList<>(fields);
      forged.replaceAll(
          field ->
              field.name().equals("x-amz-signature") ? new Field(field.name(), FORGED) : field);
      return new Form(key, url, forged, file);
    }
  }

  /** No key signs anything by this. */
  String FORGED = "0".repeat(64);

  private static String other(String file) {
    return "W" + file.substring(1);
  }
}
