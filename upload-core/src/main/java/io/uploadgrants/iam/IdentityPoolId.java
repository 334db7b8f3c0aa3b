package io.uploadgrants.iam;

import io.uploadgrants.UploadConfigurationException;
import java.util.regex.Pattern;

/**
 * The id of a Cognito identity pool.
 *
 * @param id for instance {@code eu-west-1:12345678-aaaa-bbbb-cccc-123456789012}
 */
public record IdentityPoolId(String id) {

  private static final Pattern FORM = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-[0-9]:[0-9a-f-]{1,40}");

  /**
   * Checks the form.
   *
   * @throws UploadConfigurationException when it hasn't that form
   */
  public IdentityPoolId {
    SettingText.matching(
        FORM,
        "identity-pool-id",
        "identity pool's id",
        id,
        "its region, ':' and a UUID, as the Cognito console shows it, for instance eu-west-1:12345678-aaaa-bbbb-cccc-123456789012");
  }

  /** {@return where the pool and its identities are, for instance {@code eu-west-1}} */
  public String region() {
    return id.substring(0, id.indexOf(':'));
  }

  /**
   * Returns the name that IAM and Cognito know the issuer of the pool's tokens by.
   *
   * @return for instance {@code cognito-identity.amazonaws.com}
   * @see <a
   *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html">Role
   *     trust and permissions</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html">Amazon
   *     Cognito in AWS GovCloud (US)</a>
   */
  public String provider() {
    String region = region();
    if (region.equals("us-gov-west-1")) {
      return "cognito-identity-us-gov.amazonaws.com";
    }
    if (region.startsWith("us-gov-")) {
      return "cognito-identity." + region + ".amazonaws.com";
    }
    if (region.startsWith("cn-")) {
      return "cognito-identity." + region + ".amazonaws.com.cn";
    }
    return "cognito-identity.amazonaws.com";
  }
}
