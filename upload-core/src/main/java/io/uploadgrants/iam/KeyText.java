package io.uploadgrants.iam;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys and prefixes that a policy can name, and nothing besides them. */
final class KeyText {

  private KeyText() {}

  /**
   * Checks a key.
   *
   * @param guessable whether another's key could be the same but for capitals
   */
  static void check(String key, boolean prefix, boolean guessable, UploadTarget target) {
    String fault = faultOf(key, prefix, target);
    if (fault == null && guessable && !isInOneCase(key, target)) {
      fault =
          ErrorText.of(
              "has capital letters, which policies on a store without %s don't tell from small ones",
              StoreFeature.CASE_SENSITIVE_POLICIES.id());
    }
    if (fault != null) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The key for which credentials are asked %s; change what the profile's key policy makes of this request.",
              ErrorText.phrase(fault)),
          null,
          null);
    }
  }

  private static boolean isInOneCase(String key, UploadTarget target) {
    // Both ways, since some letters agree only in one of them.
    return target.supports(StoreFeature.CASE_SENSITIVE_POLICIES)
        || key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).equals(key);
  }

  private static @Nullable String faultOf(String key, boolean prefix, UploadTarget target) {
    if (key.isEmpty() || key.startsWith("/")) {
      return "is empty or starts with '/', which would open the bucket";
    }
    if (prefix && !key.endsWith("/")) {
      return "is a prefix that doesn't end in '/', which would open its siblings";
    }
    return faultOf(key, target);
  }

  /** Returns why a policy can't name just the keys that begin with a text, or {@code null}. */
  static @Nullable String faultOf(String text, UploadTarget target) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return "has half of a surrogate pair";
    }
    if (!target.supports(StoreFeature.POLICY_ESCAPES)
        && text.chars().anyMatch(ObjectArns::isSpecial)) {
      return ErrorText.of(
          "has '*', '?' or '$', which policies on a store without %s take for wildcards",
          StoreFeature.POLICY_ESCAPES.id());
    }
    return null;
  }
}
