package io.uploadgrants.cognito;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.ServiceErrors;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.sts.SessionRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;

/**
 * What an identity pool's refusals mean. Whatever isn't here is as with any source of sessions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html#API_GetCredentialsForIdentity_Errors">GetCredentialsForIdentity:
 *     errors</a>
 */
final class IdentityPoolFailures {

  private IdentityPoolFailures() {}

  /**
   * Returns what to throw.
   *
   * @param failed a failure without a secret in its text
   */
  static RuntimeException of(
      AwsServiceException failed, IdentityPoolId pool, SessionRequest request) {
    String code = ServiceErrors.code(failed);
    return switch (code == null ? "" : code) {
      case "NotAuthorizedException" ->
          ServiceErrors.suppressing(failed, notAuthorized(pool, request));
      case "ResourceConflictException" ->
          ServiceErrors.suppressing(
              failed,
              new UploadRefusedException(
                  ErrorCode.INVALID_REQUEST,
                  "The logins belong to different users of the identity pool; send only one of them.",
                  null,
                  null));
      case "InvalidParameterException",
          "InvalidIdentityPoolConfigurationException",
          "ResourceNotFoundException" ->
          ServiceErrors.suppressing(
              failed,
              misconfigured(
                  "identity-pool-id",
                  pool,
                  "refuses the request (" + code + ")",
                  "Check its id and region, its roles, its identity providers, the developer provider's name, and for the basic (classic) flow that the pool has it switched on"));
      // The provider doesn't answer Cognito: a status of 400, and yet it may pass.
      case "ExternalServiceException" ->
          RetryableException.builder()
              .message("A login's provider doesn't answer Cognito")
              .cause(failed)
              .build();
      case "AccessDenied", "InvalidIdentityToken" ->
          new IssuanceFailedException(
              ErrorText.of(
                  "STS refuses the identity pool '%s' the role for profile '%s' (%s). Check that the role exists, and that its trust policy is RolePolicies.%s of this pool.",
                  pool.id(),
                  request.profile(),
                  code,
                  isGuest(request) ? "identityPoolGuestTrust" : "identityPoolTrust"),
              failed);
      default -> failed;
    };
  }

  private static boolean isGuest(SessionRequest request) {
    return request.logins().isEmpty() && request.subject() == null;
  }

  private static UploadException notAuthorized(IdentityPoolId pool, SessionRequest request) {
    if (!request.logins().isEmpty()) {
      return new UploadRefusedException(
          ErrorCode.AUTHENTICATION_REQUIRED,
          "The identity pool doesn't accept the login: its token has expired, or the pool isn't set up for its provider and audience. Log in again.",
          null,
          null);
    }
    if (request.subject() == null) {
      return misconfigured(
          "guests",
          pool,
          "doesn't allow guests, but the strategy does",
          "Allow them in both, or in neither");
    }
    return misconfigured(
        "developer-provider",
        pool,
        "doesn't accept the application's own users",
        "Check the developer provider's name in the pool");
  }

  private static UploadConfigurationException misconfigured(
      String setting, IdentityPoolId pool, String fault, String remedy) {
    return new UploadConfigurationException(
        setting, "The identity pool '%s' %s. %s.", pool.id(), phrase(fault), phrase(remedy));
  }
}
