package io.uploadgrants.cognito;

import io.uploadgrants.ErrorText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Cognito's bounds for what users give, checked before it is asked. */
final class SignInInput {

  private static final int MAX_PASSWORD = 256;
  private static final int MAX_ATTRIBUTE = 2_048;
  private static final int MAX_TOKEN = 20_000;
  private static final Pattern USERNAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");
  private static final Pattern CODE = Pattern.compile("[0-9]{1,16}");

  private SignInInput() {}

  static boolean isUsername(String text) {
    return USERNAME.matcher(text).matches();
  }

  static boolean isPassword(String text) {
    return !text.isEmpty() && text.length() <= MAX_PASSWORD && hasUtf8(text);
  }

  static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  static boolean isSession(String text) {
    return text.length() >= 20 && text.length() <= 2_048 && isPrintable(text);
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.length() <= MAX_TOKEN && isPrintable(text);
  }

  static void checkNewPassword(String password) {
    if (!isPassword(password)) {
      throw UserPoolFailures.invalid(
          ErrorText.of(
              "The new password has %d characters; choose one of 1 to %d.",
              password.length(), MAX_PASSWORD));
    }
  }

  static void checkAttributes(List<String> required, Map<String, String> given) {
    Set<String> names = new TreeSet<>(required);
    if (!given.keySet().equals(names)) {
      throw UserPoolFailures.invalid(
          ErrorText.of(
              "%d attributes were given with the new password; give exactly those that the challenge asks for: %s.",
              given.size(), names));
    }
    given.forEach(
        (name, value) -> {
          if (value.isEmpty() || value.length() > MAX_ATTRIBUTE || !hasUtf8(value)) {
            throw UserPoolFailures.invalid(
                ErrorText.of(
                    "The attribute %s has %d characters; give 1 to %d.",
                    name, value.length(), MAX_ATTRIBUTE));
          }
        });
  }

  private static boolean hasUtf8(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
