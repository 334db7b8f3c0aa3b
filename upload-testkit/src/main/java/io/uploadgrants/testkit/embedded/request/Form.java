package io.uploadgrants.testkit.embedded.request;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A browser's form.
 *
 * @param fields those before the file, by name in lower case; where they say <code>${filename}
 *     </code>, they have the file's name
 * @param fileName what the file calls itself, or null
 * @param file its bytes
 */
// "ArrayRecordComponent": forms are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Form(Map<String, String> fields, @Nullable String fileName, byte[] file) {

  private static final String FILE_NAME = "${filename}";

  public Form {
    String name = baseName(fileName);
    Map<String, String> completed = new HashMap<>(fields);
    completed.replaceAll((field, value) -> value.replace(FILE_NAME, name));
    fields = Map.copyOf(completed);
  }

  public @Nullable String field(String name) {
    return fields.get(name);
  }

  /** A field that is known to be there. */
  public String value(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  /** The key that is written. */
  public String key() {
    String key = field("key");
    if (key == null) {
      throw missing("key");
    }
    return key;
  }

  /**
   * A browser may send the path of the file; S3 takes what follows the last slash, and nothing
   * where no name is sent.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html">Creating an
   *     HTML form</a>
   */
  private static String baseName(@Nullable String fileName) {
    String name = fileName == null ? "" : fileName;
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  public static S3Error missing(String field) {
    return S3Error.invalidArgument(
        "Bucket POST must contain a field named '%s'. If it is specified, please check the order of the fields."
            .formatted(field));
  }

  /** Returns nothing of the fields: they have a policy, a signature and maybe a token. */
  @Override
  public String toString() {
    return "Form[fields=" + fields.keySet() + ", bytes=" + file.length + "]";
  }
}
