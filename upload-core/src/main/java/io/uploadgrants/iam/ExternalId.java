package io.uploadgrants.iam;

import io.uploadgrants.UploadConfigurationException;
import java.util.regex.Pattern;

/**
 * An external id, which a service that assumes roles for others must send, so that nobody can make
 * it assume somebody else's role. It has 2 to 1,224 letters, digits and {@code _ + = , . @ : / -}.
 *
 * @param id the text
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole,
 *     with the bounds and the pattern of ExternalId</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">The confused
 *     deputy problem</a>
 */
public record ExternalId(String id) {

  private static final Pattern FORM = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  /**
   * Checks the form.
   *
   * @throws UploadConfigurationException when STS would refuse it
   */
  public ExternalId {
    check(id, "external-id");
  }

  /**
   * Returns the external id of a text.
   *
   * @param id for instance {@code tenant:7}
   * @return the external id
   * @throws UploadConfigurationException when STS would refuse it
   */
  public static ExternalId of(String id) {
    return new ExternalId(id);
  }

  /**
   * Returns the external id of a setting's text.
   *
   * @param id for instance {@code tenant:7}
   * @param setting where the text was given, as a path of lower-case names with hyphens, such as
   *     {@code sts.external-id}
   * @return the external id
   * @throws UploadConfigurationException when STS would refuse it; it names the setting
   */
  public static ExternalId of(String id, String setting) {
    check(id, setting);
    return new ExternalId(id);
  }

  private static void check(String id, String setting) {
    if (!FORM.matcher(id).matches()) {
      // Not shown: STS calls it no secret, and suggests a passphrase.
      throw new UploadConfigurationException(
          setting,
          "A text of %d characters is no external id; give 2 to 1,224 letters, digits and _ + = , . @ : / -, as the role's trust policy has it.",
          id.length());
    }
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return id;
  }
}
