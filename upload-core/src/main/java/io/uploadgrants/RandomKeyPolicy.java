package io.uploadgrants;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keys that end in 128 random bits. Made by {@link ObjectKeyPolicy}. */
public final class RandomKeyPolicy implements ObjectKeyPolicy {

  private static final int RANDOM_BYTES = 16;
  private static final int MAX_SUFFIX = 100;
  private static final HexFormat HEX = HexFormat.of();
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd/");

  private final String prefix;
  private final boolean subject;
  private final boolean dated;
  private final boolean fileName;

  RandomKeyPolicy(String prefix, boolean subject, boolean dated, boolean fileName) {
    if (!prefix.isEmpty()) {
      ObjectKeys.checkConfigured(prefix);
    }
    this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    this.subject = subject;
    this.dated = dated;
    this.fileName = fileName;
  }

  private RandomKeyPolicy(RandomKeyPolicy from, boolean dated, boolean fileName) {
    this.prefix = from.prefix;
    this.subject = from.subject;
    this.dated = dated;
    this.fileName = fileName;
  }

  /** {@return this policy with the day, in UTC, before the random part: {@code 2026/11/24/}} */
  public RandomKeyPolicy dated() {
    return new RandomKeyPolicy(this, true, fileName);
  }

  /**
   * Returns this policy with the file's name, sanitised, behind the random part: {@code -me.png}.
   *
   * <p>Only ASCII letters, digits, {@code .}, {@code -} and {@code _} survive, of the last part of
   * the name, in at most 100 characters; accents are dropped, and a long name is cut in front of
   * its extension. The extension stays where nothing else does: {@code 日本語.png} makes {@code .png}.
   * It is for people's eyes: to keep the whole name, store it as metadata.
   *
   * @return the policy
   */
  public RandomKeyPolicy withFileName() {
    return new RandomKeyPolicy(this, dated, true);
  }

  @Override
  public boolean unguessable() {
    return true;
  }

  @Override
  public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
    StringBuilder key = new StringBuilder(96);
    appendPrefix(key, request.subject());
    if (dated) {
      DAY.formatTo(LocalDate.ofInstant(now, ZoneOffset.UTC), key);
    }
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    HEX.formatHex(key, bytes);
    if (fileName && request.fileName() != null) {
      appendName(key, request.fileName());
    }
    return key.toString();
  }

  @Override
  public String prefixFor(@Nullable String subject) {
    if (!this.subject) {
      return prefix;
    }
    StringBuilder own = new StringBuilder(64);
    appendPrefix(own, subject);
    return own.toString();
  }

  private void appendPrefix(StringBuilder key, @Nullable String subject) {
    key.append(prefix);
    if (this.subject) {
      appendSubject(key, subject);
      key.append('/');
    }
  }

  static void appendSubject(StringBuilder key, @Nullable String subject) {
    if (subject == null) {
      key.append("!guest");
      return;
    }
    byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (isSafe(c) && !(c == '.' && i == 0)) {
        key.append(c);
      } else {
        key.append('!').append(HEX.toHexDigits(bytes[i]));
      }
    }
  }

  private static void appendName(StringBuilder key, String given) {
    FileName name = FileName.of(Normalizer.normalize(given, Normalizer.Form.NFKD));
    String extension = sanitise(name.extension());
    String stem = sanitise(extension.isEmpty() ? name.toString() : name.stem());
    int room = MAX_SUFFIX - (extension.isEmpty() ? 0 : extension.length() + 1);
    if (!stem.isEmpty()) {
      key.append('-').append(stem.length() > room ? trimmed(stem.substring(0, room)) : stem);
    }
    if (!extension.isEmpty()) {
      key.append('.').append(extension);
    }
  }

  /** Returns what of a text can stand in a key: ASCII, no dot or hyphen at an end. */
  private static String sanitise(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSafe(c)) {
        clean.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !(clean.length() > 0 && clean.charAt(clean.length() - 1) == '-')) {
        clean.append('-');
      }
    }
    return trimmed(clean.toString());
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isMark(text.charAt(start))) {
      start++;
    }
    while (end > start && isMark(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isMark(char c) {
    return c == '.' || c == '-';
  }

  private static boolean isSafe(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '-'
        || c == '_';
  }
}
