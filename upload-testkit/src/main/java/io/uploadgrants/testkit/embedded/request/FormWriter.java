package io.uploadgrants.testkit.embedded.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Writes a form as it was understood, so that S3Proxy can't understand another. */
final class FormWriter {

  private final String boundary = "form-" + UUID.randomUUID();

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  InputStream body(Form form) {
    StringBuilder head = new StringBuilder();
    form.fields().forEach((name, value) -> part(head, name).append("\r\n\r\n").append(value));
    // S3Proxy puts the file's name into the key once more; so it stays what it is.
    part(head, "file").append("; filename=\"${filename}\"\r\n\r\n");
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                stream(head.substring(2)),
                new ByteArrayInputStream(form.file()),
                stream("\r\n--" + boundary + "--\r\n"))));
  }

  private StringBuilder part(StringBuilder text, String name) {
    return text.append("\r\n--")
        .append(boundary)
        .append("\r\nContent-Disposition: form-data; name=\"")
        .append(name)
        .append('"');
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
