package io.uploadgrants.testkit.wire;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.testkit.UploadAnswer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

// ArrayRecordComponent: an upload is sent, never compared.
/**
 * A form.
 *
 * @param open the fields that the client completes, with what they must start with
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireForm(
    URI server,
    String path,
    List<Field> fields,
    Map<String, String> open,
    byte[] file,
    String fileName,
    boolean fileFirst)
    implements WireUpload {

  private static final String BOUNDARY = "----upload-grants-4f1c0e7d0a";
  private static final String END = "--" + BOUNDARY + "--\r\n";

  /** A field of a form. */
  public record Field(String name, String value) {}

  /** Returns the form that a browser would send, its open fields completed by a plain text. */
  public static WireForm of(PostPolicy grant, byte[] file, String fileName) {
    URI url = URI.create(grant.url());
    List<Field> fields = new ArrayList<>();
    grant.fields().forEach((name, value) -> fields.add(new Field(name, value)));
    grant.openFields().forEach((name, start) -> fields.add(new Field(name, start + "plain")));
    return new WireForm(url, url.getRawPath(), fields, grant.openFields(), file, fileName, false);
  }

  @Override
  public Shape shape() {
    return Shape.FORM;
  }

  @Override
  public List<String> texts() {
    return fields.stream().map(Field::value).toList();
  }

  @Override
  public UploadAnswer send() {
    byte[] body = body();
    return Wire.send(server, "POST", path, headers(body), body);
  }

  /**
   * Sends all but half of the file and what follows; what is said to that counts where it was
   * taken.
   */
  public UploadAnswer breakOff() {
    byte[] body = body();
    byte[] first = Arrays.copyOf(body, body.length - END.length() - file.length / 2);
    UploadAnswer answer =
        WireAnswer.of(Wire.endingEarly(server, "POST", path, headers(body), first));
    return answer.accepted() ? answer : WireAnswer.NONE;
  }

  private List<Wire.Header> headers(byte[] body) {
    return List.of(
        new Wire.Header("host", server.getRawAuthority()),
        new Wire.Header("content-type", "multipart/form-data; boundary=" + BOUNDARY),
        new Wire.Header("content-length", Integer.toString(body.length)));
  }

  private byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (fileFirst) {
      appendFile(body);
    }
    for (Field field : fields) {
      append(
          body,
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(BOUNDARY, quoted(field.name()), field.value()));
    }
    if (!fileFirst) {
      appendFile(body);
    }
    append(body, END);
    return body.toByteArray();
  }

  @Override
  public String key() {
    return value("key").orElseThrow().replace("${filename}", fileName);
  }

  /** Returns the first value of a field. */
  public Optional<String> value(String field) {
    return fields.stream().filter(f -> f.name().equals(field)).map(Field::value).findFirst();
  }

  private void appendFile(ByteArrayOutputStream body) {
    append(
        body,
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(BOUNDARY, PostPolicy.FILE_FIELD, quoted(fileName)));
    body.writeBytes(file);
    append(body, "\r\n");
  }

  /**
   * As browsers do, see <a
   * href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">HTML</a>.
   */
  private static String quoted(String name) {
    return name.replace("\n", "%0A").replace("\r", "%0D").replace("\"", "%22");
  }

  private static void append(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public WireForm withPath(String other) {
    return new WireForm(server, other, fields, open, file, fileName, fileFirst);
  }

  public WireForm withFields(UnaryOperator<List<Field>> change) {
    return new WireForm(
        server, path, change.apply(new ArrayList<>(fields)), open, file, fileName, fileFirst);
  }

  public WireForm withFile(byte[] other) {
    return new WireForm(server, path, fields, open, other, fileName, fileFirst);
  }

  public WireForm withFileFirst() {
    return new WireForm(server, path, fields, open, file, fileName, true);
  }
}
