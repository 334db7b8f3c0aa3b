package io.uploadgrants.sts;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.ServiceErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * What the exceptions of AWS mean. Their texts stay in the cause, and not even there when logins
 * were sent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors">AssumeRole:
 *     errors</a>
 */
final class SessionFailures {

  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,9})\\s?%");

  private SessionFailures() {}

  /** Returns whether the same call may do better a moment later. */
  static boolean passes(SdkException failed) {
    if (failed.retryable()) {
      return true;
    }
    if (failed instanceof SdkServiceException service) {
      return service.isThrottlingException()
          || service.isClockSkewException()
          || service.statusCode() == 429
          || service.statusCode() >= 500
          || Objects.equals(ServiceErrors.code(service), "IDPCommunicationError");
    }
    return Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
        .limit(8)
        .anyMatch(SessionFailures::isOutOfReach);
  }

  private static boolean isOutOfReach(Throwable failed) {
    return failed instanceof IOException
        || failed instanceof UncheckedIOException
        || failed instanceof ApiCallTimeoutException
        || failed instanceof ApiCallAttemptTimeoutException;
  }

  /** Returns what to throw when the last try failed, too. */
  static IssuanceFailedException exhausted(SessionRequest request, SdkException failed) {
    return new IssuanceFailedException(
        ErrorText.of(
            "No session for profile '%s' was issued in time, and the last attempt ended in %s; try again, and check that the service can be reached.",
            request.profile(), phrase(ServiceErrors.summary(failed))),
        safeCause(request, failed));
  }

  /** Returns what to throw when no thread is left to ask on. */
  static IssuanceFailedException tooMany(SessionRequest request, Throwable busy) {
    return new IssuanceFailedException(
        ErrorText.of(
            "No session for profile '%s' was issued: too many sessions are being requested, %d at once; try again, and check that the service answers in time.",
            request.profile(), SessionThreads.MOST),
        busy);
  }

  /**
   * Returns what to throw when whoever asks has all the calls under way that one may have.
   *
   * @param share how many these are
   */
  static IssuanceFailedException tooManyOf(SessionRequest request, int share) {
    return new IssuanceFailedException(
        ErrorText.of(
            "No session for profile '%s' was issued: %s %d sessions at once or more, which is the limit while half of all calls are under way, so that others get theirs; try again when some of these are issued, and check that the service answers in time.",
            request.profile(),
            request.subject() == null ? "guests are requesting" : "the same subject is requesting",
            share),
        null);
  }

  /** Returns what to throw when trying again wouldn't help. */
  static UploadException refused(
      SessionRequest request, SessionSource source, SdkException failed) {
    String profile = request.profile();
    return switch (Objects.requireNonNullElse(ServiceErrors.code(failed), "")) {
      case "AccessDenied", "AccessDeniedException" ->
          new IssuanceFailedException(
              ErrorText.of(
                  "The session for profile '%s' was denied (%s). Check that the role's trust policy names the caller and, where they are set, allows sts:SetSourceIdentity and sts:TagSession and has the external id, and that the caller's own policy allows the call.",
                  profile, phrase(ServiceErrors.summary(failed))),
              safeCause(request, failed));
      case "PackedPolicyTooLarge" -> with(request, failed, tooLarge(profile, failed));
      case "MalformedPolicyDocument" ->
          with(
              request,
              failed,
              new UploadConfigurationException(
                  "profiles." + profile,
                  "The session policy of profile '%s' is malformed, says STS; check what the profile demands of its uploads, and the names of the bucket and the KMS key.",
                  profile));
      case "InvalidIdentityToken", "ExpiredTokenException", "IDPRejectedClaim" ->
          with(
              request,
              failed,
              new UploadRefusedException(
                  ErrorCode.AUTHENTICATION_REQUIRED,
                  ErrorText.of(
                      "The login's token was refused (%s); log in again.",
                      ServiceErrors.code(failed)),
                  null,
                  null));
      default -> other(request, source, failed);
    };
  }

  private static UploadException other(
      SessionRequest request, SessionSource source, SdkException failed) {
    String profile = request.profile();
    if (String.valueOf(failed.getMessage()).contains("DurationSeconds exceeds")) {
      return with(
          request,
          failed,
          new UploadConfigurationException(
              "profiles." + profile + ".valid-for",
              "Sessions for profile '%s' were requested with a duration of %s, which is more than the role allows; the source's maximum is set to %s. Set valid-for to less, or raise the role's maximum session duration. %s",
              profile,
              SessionLife.seconds(request.duration()),
              SessionLife.seconds(source.longest()),
              phrase(source.durationRule())));
    }
    return new IssuanceFailedException(
        ErrorText.of(
            "The session for profile '%s' wasn't issued (%s). Check the application's own AWS credentials, the role and the region; the cause says more.",
            profile, phrase(ServiceErrors.summary(failed))),
        safeCause(request, failed));
  }

  private static UploadRefusedException tooLarge(String profile, SdkException failed) {
    Matcher percent = PERCENT.matcher(String.valueOf(failed.getMessage()));
    String given = percent.find() ? percent.group(1) + "%" : null;
    return new UploadRefusedException(
        ErrorCode.INVALID_REQUEST,
        ErrorText.of(
            "The session policy and tags for profile '%s' take %s of the space that STS packs them into. Use fewer tags and shorter keys. STS doesn't publish how it packs, so this can't be checked before.",
            profile, given == null ? "more than 100%" : given),
        "100%",
        given);
  }

  private static <E extends UploadException> E with(
      SessionRequest request, SdkException failed, E exception) {
    return ServiceErrors.suppressing(safeCause(request, failed), exception);
  }

  /** Returns the failure itself, or a copy without its texts where logins were sent. */
  static Throwable safeCause(SessionRequest request, RuntimeException failed) {
    return request.logins().isEmpty() ? failed : ServiceErrors.redacted(failed);
  }
}
