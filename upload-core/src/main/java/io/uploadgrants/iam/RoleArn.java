package io.uploadgrants.iam;

import java.util.regex.Pattern;

/**
 * The ARN of a role: {@code arn:aws:iam::123456789012:role/path/name}.
 *
 * <p>The partition is one of AWS's, {@code aws}, {@code aws-cn}, {@code aws-us-gov} and so on. A
 * path is optional, with up to 512 printable ASCII characters, of which the first and the last are
 * {@code /}. A name has 1 to 64 letters, digits and {@code _ + = , . @ -}.
 *
 * <p>AWS's accounts have 12 digits. Ceph's have {@code RGW} and 17 digits, and its roles outside of
 * accounts have none in their ARN. Stores that have no roles take any for the caller, so up to 12
 * digits are accepted.
 *
 * @param arn the text
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">IAM
 *     identifiers</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">CreateRole,
 *     with the bounds and patterns of paths and names</a>
 * @see <a href="https://docs.ceph.com/en/latest/radosgw/account/">Ceph's accounts</a>
 * @see <a href="https://docs.ceph.com/en/latest/radosgw/role/">Ceph's roles</a>
 */
public record RoleArn(String arn) {

  private static final String PLAIN_NAME = "[\\w+=,.@-]{1,64}";
  private static final Pattern NAME = Pattern.compile(PLAIN_NAME);
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z0-9-]*:iam::(?:[0-9]{0,12}|RGW[0-9]{17}):role/(?:[!-~]{1,510}/)?"
              + PLAIN_NAME);
  private static final int ACCOUNT = 4;
  private static final int AWS_ACCOUNT_LENGTH = 12;

  /**
   * Checks the form.
   *
   * @throws io.uploadgrants.UploadConfigurationException when it is no role's ARN
   */
  public RoleArn {
    check(arn, "role");
  }

  /**
   * Returns the role that a text names.
   *
   * @param arn for instance {@code arn:aws:iam::123456789012:role/uploader}
   * @return the role's ARN
   * @throws io.uploadgrants.UploadConfigurationException when it is no role's ARN
   */
  public static RoleArn of(String arn) {
    return new RoleArn(arn);
  }

  /**
   * Returns the role that the text of a setting names.
   *
   * @param arn for instance {@code arn:aws:iam::123456789012:role/uploader}
   * @param setting where the text was given, as a path of lower-case names with hyphens, such as
   *     {@code sts.role-arn}
   * @return the role's ARN
   * @throws io.uploadgrants.UploadConfigurationException when it is no role's ARN; it names the
   *     setting
   */
  public static RoleArn of(String arn, String setting) {
    check(arn, setting);
    return new RoleArn(arn);
  }

  private static void check(String arn, String setting) {
    SettingText.identifier(
        FORM,
        setting,
        "role's ARN",
        arn,
        "for instance arn:aws:iam::123456789012:role/uploader, as IAM shows it");
  }

  static boolean isArn(String text) {
    return FORM.matcher(text).matches();
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Returns the account that the role is in.
   *
   * @return AWS's 12 digits, Ceph's {@code RGW} and 17 digits, or what another store is given; may
   *     be empty
   */
  public String account() {
    return arn.split(":", -1)[ACCOUNT];
  }

  /** {@return the role's name, without its path, 1 to 64 characters} */
  public String name() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /**
   * Returns whether the account can be one of AWS's.
   *
   * @return whether it has 12 digits
   */
  public boolean isAws() {
    // No account of Ceph's is as long.
    return account().length() == AWS_ACCOUNT_LENGTH;
  }

  /** Returns whether an IAM keeps the role and its policies, AWS's or Ceph's. */
  boolean isKept() {
    return isAws() || account().isEmpty() || account().startsWith("RGW");
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return arn;
  }
}
