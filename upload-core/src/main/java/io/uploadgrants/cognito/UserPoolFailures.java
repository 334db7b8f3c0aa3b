package io.uploadgrants.cognito;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.ServiceErrors;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes Cognito's failures ours, so that none tells whether a user exists. */
final class UserPoolFailures {

  private static final Logger LOG = LoggerFactory.getLogger(UserPoolFailures.class);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofMinutes(1);

  /** How Cognito words a policy: plain sentences, with no room for a token. */
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9 .,:;'()-]{1,200}");

  private UserPoolFailures() {}

  static UploadRefusedException refused() {
    return new UploadRefusedException(
        ErrorCode.AUTHENTICATION_REQUIRED,
        "Signing in was refused: the user name, password, code or session is wrong or no longer valid, or the account can't be used. Try again from the start; an account that is new or was reset needs to be confirmed, or given a new password, first.",
        null,
        null);
  }

  static UploadRefusedException invalid(String message) {
    return new UploadRefusedException(ErrorCode.INVALID_REQUEST, message, null, null);
  }

  static UploadConfigurationException unknownChallenge(String name) {
    return new UploadConfigurationException(
        "user-pool-id",
        "Cognito asks for a challenge that isn't supported (%s); supported are a new password, codes by SMS, TOTP and e-mail, and the choice among those. Change the pool's sign-in settings, or answer this challenge with a client of your own.",
        name);
  }

  /** Of a sign-in, where a hash that is wrong can't be the user's fault. */
  static UploadException ofSignIn(SdkException reason) {
    return code(reason).equals("NotAuthorizedException") && isMisconfigured(reason)
        ? misconfigured()
        : of(reason);
  }

  static UploadException ofSignOut(SdkException reason) {
    return code(reason).equals("NotAuthorizedException") ? misconfigured() : of(reason);
  }

  static UploadException ofNewPassword(
      SdkException reason, String password, Set<String> attributes) {
    return switch (code(reason)) {
      case "InvalidPasswordException", "PasswordHistoryPolicyViolationException" ->
          invalid(
              "The new password doesn't meet the pool's policy; choose another."
                  + rule(reason, password));
      case "InvalidParameterException" ->
          attributes.isEmpty()
              ? misconfigured()
              : invalid(
                  ErrorText.of(
                      "Cognito refused the values of the attributes %s; give them in the form that the pool wants, such as +12065550100 for a phone number.",
                      new TreeSet<>(attributes)));
      default -> of(reason);
    };
  }

  /** Of any call whose parameters are a user's. */
  static UploadException of(SdkException reason) {
    String code = code(reason);
    return switch (code) {
      case "NotAuthorizedException",
          "UserNotFoundException",
          "UserNotConfirmedException",
          "PasswordResetRequiredException",
          "CodeMismatchException",
          "ExpiredCodeException",
          "AliasExistsException",
          "RefreshTokenReuseException",
          "SoftwareTokenMFANotFoundException",
          "MFAMethodNotFoundException",
          "UnsupportedUserStateException",
          "UserLambdaValidationException" -> {
        LOG.debug("Cognito refused a sign-in: {}", code);
        yield refused();
      }
      case "TooManyRequestsException" -> quota(SOON);
      case "LimitExceededException", "TooManyFailedAttemptsException" -> quota(LATER);
      case "ResourceNotFoundException",
          "InvalidParameterException",
          "InvalidUserPoolConfigurationException",
          "InvalidSmsRoleAccessPolicyException",
          "InvalidSmsRoleTrustRelationshipException",
          "InvalidEmailRoleAccessPolicyException",
          "UserPoolAddOnNotEnabledException",
          "FeatureUnavailableInTierException",
          "OperationNotEnabledException",
          "UnsupportedOperationException",
          "AccessDeniedException" ->
          misconfigured(code);
      default -> failed(reason);
    };
  }

  private static OverQuotaException quota(Duration retryAfter) {
    return new OverQuotaException(
        "There were too many attempts to sign in; wait, and try again.", retryAfter);
  }

  private static UploadConfigurationException misconfigured(String code) {
    return switch (code) {
      case "ResourceNotFoundException" ->
          new UploadConfigurationException(
              "user-pool-id",
              "Cognito has no such user pool, or the pool has no such app client; compare both ids and the region.");
      case "AccessDeniedException" ->
          new UploadConfigurationException(
              "user-pool-id",
              "The AWS credentials may not call the user pool; allow them cognito-idp:AdminInitiateAuth, cognito-idp:AdminRespondToAuthChallenge and cognito-idp:AdminUserGlobalSignOut on it.");
      case "InvalidParameterException" -> misconfigured();
      default ->
          new UploadConfigurationException(
              "user-pool-id",
              "The user pool isn't set up for this request (%s); check its sign-in and message settings.",
              code);
    };
  }

  private static UploadConfigurationException misconfigured() {
    return new UploadConfigurationException(
        "client-id",
        "Cognito doesn't accept this sign-in from the app client: allow the client ALLOW_ADMIN_USER_PASSWORD_AUTH and, without rotation, ALLOW_REFRESH_TOKEN_AUTH; and if the client has a secret, set that secret here, else set none.");
  }

  /**
   * Tells a client that is set up wrongly from a wrong password, of which Cognito says the same. By
   * phrases with spaces, which no user's name has.
   */
  private static boolean isMisconfigured(SdkException reason) {
    String text = text(reason);
    return text.startsWith("Unable to verify secret hash")
        || text.startsWith("SecretHash does not match")
        || text.contains(" is configured with secret")
        || text.contains(" flow not enabled");
  }

  private static IssuanceFailedException failed(SdkException reason) {
    if (reason instanceof AwsServiceException service) {
      // Not as the cause: its text is the service's, and might repeat what was sent.
      return new IssuanceFailedException(
          ErrorText.of("Cognito failed with status %d; try again later.", service.statusCode()),
          null);
    }
    return new IssuanceFailedException(
        "The call to Cognito failed; see the cause, and check that this host can reach Cognito and that there are AWS credentials.",
        reason);
  }

  private static String rule(SdkException reason, String password) {
    String text = text(reason).strip();
    boolean safe =
        RULE.matcher(text).matches()
            && !text.toLowerCase(Locale.ROOT).contains(password.toLowerCase(Locale.ROOT));
    return safe ? " Cognito says: " + text : "";
  }

  private static String code(SdkException reason) {
    return Objects.requireNonNullElse(ServiceErrors.code(reason), "");
  }

  private static String text(SdkException reason) {
    return Objects.requireNonNullElse(ServiceErrors.message(reason), "");
  }
}
