package io.uploadgrants.sts;

import io.uploadgrants.UploadConfigurationException;
import java.util.regex.Pattern;

/** A role's ARN, in any partition; Ceph has roles without an account, and accounts of its own. */
final class RoleArn {

  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z0-9-]*:iam::(?:[0-9]{0,12}|RGW[0-9]{17}):role/"
              + "([\\x21-\\x7e]{1,510}/)?[\\w+=,.@-]{1,64}");

  private RoleArn() {}

  static String checked(String arn) {
    if (!FORM.matcher(arn).matches()) {
      throw new UploadConfigurationException(
          "sts.role-arn",
          "'%s' is no role; give its ARN, arn:aws:iam::123456789012:role/name."
              .formatted(Shown.text(arn)));
    }
    return arn;
  }
}
