package io.uploadgrants;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forms of a profile, and how S3 answers one that it took.
 *
 * @param successStatus 200, 201 (with an XML body that names the object) or 204
 * @param successRedirect where S3 sends the browser instead, with {@code bucket}, {@code key} and
 *     {@code etag} in the query: an absolute http or https URI, or {@code null}
 */
public record PostPolicySettings(int successStatus, @Nullable URI successRedirect)
    implements GrantSettings {

  static final PostPolicySettings DEFAULT = new PostPolicySettings(201, null);

  /**
   * Checks the settings.
   *
   * @throws UploadConfigurationException when S3 wouldn't take one of them
   */
  public PostPolicySettings {
    if (!List.of(200, 201, 204).contains(successStatus)) {
      throw new UploadConfigurationException(
          "post-policy.success-status",
          "The success status of a form is %d; S3 knows 200, 201 and 204.",
          successStatus);
    }
    if (successRedirect != null
        && (successRedirect.getHost() == null
            || !List.of("http", "https").contains(successRedirect.getScheme()))) {
      throw new UploadConfigurationException(
          "post-policy.success-redirect",
          "A form redirects to '%s'; give an absolute http or https URI.",
          successRedirect.toString());
    }
  }

  @Override
  public GrantKind kind() {
    return GrantKind.POST_POLICY;
  }

  /**
   * Sets the status with which S3 answers a form that it took.
   *
   * @param status 200, 201 (with an XML body that names the object; the default) or 204
   * @return the changed settings
   * @throws UploadConfigurationException when it is another
   */
  public PostPolicySettings successStatus(int status) {
    return new PostPolicySettings(status, successRedirect);
  }

  /**
   * Sets where S3 sends a browser after a form that it took, with {@code bucket}, {@code key} and
   * {@code etag} in the query.
   *
   * @param redirect an absolute http or https URI
   * @return the changed settings
   * @throws UploadConfigurationException when it isn't one
   */
  public PostPolicySettings successRedirect(URI redirect) {
    return new PostPolicySettings(successStatus, redirect);
  }
}
