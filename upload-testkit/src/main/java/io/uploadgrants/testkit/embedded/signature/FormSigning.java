package io.uploadgrants.testkit.embedded.signature;

import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Error;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** How a form says that it is signed. */
public final class FormSigning {

  private static final List<String> REQUIRED =
      List.of("policy", "x-amz-signature", "x-amz-credential", "x-amz-algorithm", "x-amz-date");

  private FormSigning() {}

  /** Reads a form's fields; null when the form is anonymous. */
  public static @Nullable Signing of(Form form) {
    if (form.field("awsaccesskeyid") != null || form.field("signature") != null) {
      throw Signing.versionTwo();
    }
    if (form.field("policy") == null
        && form.field("x-amz-signature") == null
        && form.field("x-amz-credential") == null) {
      return null;
    }
    for (String name : REQUIRED) {
      if (form.field(name) == null) {
        throw Form.missing(name);
      }
    }
    Matcher credential = Signing.CREDENTIAL.matcher(form.value("x-amz-credential"));
    if (!credential.matches()
        || !Signing.SIGNATURE.matcher(form.value("x-amz-signature")).matches()
        || !form.value("x-amz-algorithm").equals(Signing.ALGORITHM)) {
      throw S3Error.invalidArgument(
          "x-amz-algorithm is AWS4-HMAC-SHA256, x-amz-credential"
              + " <key>/<date>/<region>/s3/aws4_request, x-amz-signature 64 hexadecimal digits.");
    }
    return new Signing(
        Signing.How.FORM,
        credential.group(1),
        credential.group(2),
        form.value("x-amz-date"),
        Set.of(),
        form.field("x-amz-security-token"));
  }
}
