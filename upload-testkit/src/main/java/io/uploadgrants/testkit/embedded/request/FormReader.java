package io.uploadgrants.testkit.embedded.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.gaul.shaded.org.eclipse.jetty.http.MultiPart;
import org.gaul.shaded.org.eclipse.jetty.http.MultiPartFormData;
import org.gaul.shaded.org.eclipse.jetty.io.ByteBufferPool;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.io.content.InputStreamContentSource;
import org.gaul.shaded.org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** Reads forms as S3 does: what follows the file doesn't count. */
public final class FormReader {

  private static final int MAX_BYTES = 64 << 20;

  private static final Pattern NAME = Pattern.compile("[^\"\\\\\\p{Cntrl}]+");

  private FormReader() {}

  /** Reads the form of a request, whose body becomes what was read. */
  public static Form read(S3Request request) throws IOException {
    String boundary = boundary(request.getContentType());
    if (boundary == null) {
      throw new S3Error(
          412,
          "PreconditionFailed",
          "Bucket POST must be of the enclosure-type multipart/form-data");
    }
    byte[] body = request.buffer(MAX_BYTES);
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setFilesDirectory(Path.of(System.getProperty("java.io.tmpdir", ".")));
    parser.setMaxLength(MAX_BYTES);
    // Every file stays in memory: what goes on is the body, not the parts.
    parser.setMaxMemoryFileSize(MAX_BYTES);
    CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
    parser.parse(
        new InputStreamContentSource(
            new ByteArrayInputStream(body), ByteBufferPool.SIZED_NON_POOLING),
        Promise.Invocable.toPromise(parsed));
    try (MultiPartFormData.Parts parts = parsed.join()) {
      Form form = form(parts);
      FormWriter writer = new FormWriter();
      request.replaceBody(writer.contentType(), writer.body(form));
      return form;
    } catch (CompletionException malformed) {
      throw malformed();
    }
  }

  private static Form form(MultiPartFormData.Parts parts) throws IOException {
    Map<String, String> fields = new HashMap<>();
    List<MultiPart.Part> files = new ArrayList<>();
    for (MultiPart.Part part : parts) {
      if (part.getName() == null) {
        throw malformed();
      }
      String name = part.getName().toLowerCase(Locale.ROOT);
      if (name.equals("file")) {
        files.add(part);
      } else if (files.isEmpty()) {
        add(fields, name, part.getContentAsString(StandardCharsets.UTF_8));
      }
    }
    if (files.size() != 1) {
      throw S3Error.invalidArgument("POST requires exactly one file upload per request.")
          .with("ArgumentName", "file")
          .with("ArgumentValue", files.size());
    }
    MultiPart.Part file = files.get(0);
    try (InputStream content =
        Content.Source.asInputStream(
            file.newContentSource(ByteBufferPool.SIZED_NON_POOLING, 0, -1))) {
      return new Form(fields, file.getFileName(), content.readAllBytes());
    }
  }

  private static void add(Map<String, String> fields, String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw malformed();
    }
    if (fields.put(name, value) != null) {
      throw S3Error.invalidArgument(
              "The field %s is there more than once; once is what can be read in one way. Send one."
                  .formatted(name))
          .with("ArgumentName", name);
    }
  }

  private static @Nullable String boundary(@Nullable String contentType) {
    String[] parts = (contentType == null ? "" : contentType).split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase("multipart/form-data")) {
      return null;
    }
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].split("=", 2);
      if (parameter.length == 2 && parameter[0].strip().equalsIgnoreCase("boundary")) {
        String value = parameter[1].strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String boundary = quoted ? value.substring(1, value.length() - 1) : value;
        return boundary.isEmpty() ? null : boundary;
      }
    }
    return null;
  }

  private static S3Error malformed() {
    return new S3Error(
        400,
        "MalformedPOSTRequest",
        "The body of your POST request is not well-formed multipart/form-data.");
  }
}
