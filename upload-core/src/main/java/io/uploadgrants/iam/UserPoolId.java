package io.uploadgrants.iam;

import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The id of a Cognito user pool: its region, {@code _}, and letters and digits, up to 55 characters
 * in all.
 *
 * <p>Cognito's pattern is {@code [\w-]+_[0-9a-zA-Z]+}. Here the region must also be one by its
 * looks, lower-case words and numbers joined by hyphens, since it becomes a part of a host's name.
 *
 * @param id for instance {@code eu-west-1_AbCdEf123}
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html">UserPoolType,
 *     with the bounds and the pattern of Id</a>
 */
public record UserPoolId(String id) {

  private static final Pattern FORM =
      Pattern.compile("(?=.{1,55}\\z)[a-z]{2,}(?:-[a-z0-9]+)+_[0-9A-Za-z]+");

  /**
   * Checks the form.
   *
   * @throws io.uploadgrants.UploadConfigurationException when it is no user pool's id
   */
  public UserPoolId {
    check(id, "user-pool-id");
  }

  /**
   * Returns the user pool's id of a text.
   *
   * @param id for instance {@code eu-west-1_AbCdEf123}
   * @return the id
   * @throws io.uploadgrants.UploadConfigurationException when it is no user pool's id
   */
  public static UserPoolId of(String id) {
    return new UserPoolId(id);
  }

  /**
   * Returns the user pool's id of a setting's text.
   *
   * @param id for instance {@code eu-west-1_AbCdEf123}
   * @param setting where the text was given, as a path of lower-case names with hyphens, such as
   *     {@code login-provider}
   * @return the id
   * @throws io.uploadgrants.UploadConfigurationException when it is no user pool's id; it names the
   *     setting
   */
  public static UserPoolId of(String id, String setting) {
    check(id, setting);
    return new UserPoolId(id);
  }

  private static void check(String id, String setting) {
    SettingText.identifier(
        FORM,
        setting,
        "user pool's id",
        id,
        "up to 55 characters, the region first, for instance eu-west-1_AbCdEf123, from the pool's overview");
  }

  /** {@return where the pool is, for instance {@code eu-west-1}} */
  public String region() {
    return id.substring(0, id.indexOf('_'));
  }

  /**
   * {@return the name that STS and identity pools know the pool by, for instance {@code
   * cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}}
   */
  public String provider() {
    // China's regions and some others have a domain of their own.
    String domain = PartitionMetadata.of(Region.of(region())).dnsSuffix();
    return "cognito-idp." + region() + "." + domain + "/" + id;
  }

  /**
   * Returns what the pool's tokens have as {@code iss}.
   *
   * @return for instance {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}
   * @see <a
   *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">Verifying
   *     JSON web tokens</a>
   */
  public String issuer() {
    return "https://" + provider();
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return id;
  }
}
