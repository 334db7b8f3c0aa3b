package io.uploadgrants;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The names and values of metadata and tags, as S3 takes them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">Object
 *     metadata</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Object
 *     tags</a>
 */
final class ObjectText {

  private static final int MAX_METADATA = 2_048;
  private static final String METADATA_PREFIX = "x-amz-meta-";
  private static final int MAX_TAGS = 10;
  private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern ENCODED_WORD = Pattern.compile("=\\?[^?]*\\?[BbQq]\\?[^?]*\\?=");
  private static final Pattern TAG_TEXT = Pattern.compile("[\\p{L}\\p{N} +\\-=._:/@]*");

  private ObjectText() {}

  /** Returns whether S3 would take a text for an encoded one, and decode it. */
  static boolean looksEncoded(String text) {
    return text.contains("=?") && ENCODED_WORD.matcher(text).find();
  }

  static boolean isMetadataName(String name) {
    return METADATA_NAME.matcher(name).matches();
  }

  static Map<String, String> metadata(Map<String, String> given) {
    Map<String, String> checked = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          if (!isMetadataName(name)) {
            throw UploadRefusedException.invalid(
                "The metadata name '%s' isn't made of letters, digits, '-', '_' and '.'.", name);
          }
          if (Text.hasControl(value)
              || !Text.isWellFormed(value)
              || !value.equals(value.strip())
              || looksEncoded(value)) {
            throw UploadRefusedException.invalid(
                "The value of metadata '%s' has a control character, half of a surrogate pair, spaces at an end, or an encoded word of RFC 2047; S3 wouldn't give it back as it is.",
                name);
          }
          if (checked.put(name.toLowerCase(Locale.ROOT), value) != null) {
            throw UploadRefusedException.invalid(
                "Metadata '%s' is given twice: S3 doesn't tell upper from lower case.", name);
          }
        });
    checkMetadataSize(checked);
    return Collections.unmodifiableMap(checked);
  }

  /** Checks S3's limit for all names and values together, in the form in which they are sent. */
  static void checkMetadataSize(Map<String, String> metadata) {
    int size = metadataSize(metadata);
    if (size > MAX_METADATA) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The metadata has %d bytes as it is sent; S3 stores at most %d.", size, MAX_METADATA),
          MAX_METADATA,
          size);
    }
  }

  private static int metadataSize(Map<String, String> metadata) {
    int size = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      size += entry.getKey().length() + EncodedWords.encode(entry.getValue()).length();
    }
    return size;
  }

  /** Returns a file's name, cut to what other metadata leaves of S3's limit. */
  static String fileName(String given, String metadataName, List<Map<String, String>> others) {
    String whole = given.strip();
    // MinIO counts the prefix of each name too.
    int names = 1 + others.stream().mapToInt(Map::size).sum();
    int taken =
        names * METADATA_PREFIX.length()
            + metadataName.length()
            + others.stream().mapToInt(ObjectText::metadataSize).sum();
    Predicate<String> fits = name -> taken + EncodedWords.encode(name).length() <= MAX_METADATA;
    return fits.test(whole) ? whole : FileName.of(whole).shortened(fits);
  }

  static Map<String, String> tags(Map<String, String> given) {
    given.forEach(
        (name, value) -> {
          boolean fits =
              !name.isEmpty()
                  && name.length() <= 128
                  && value.length() <= 256
                  && !name.toLowerCase(Locale.ROOT).startsWith("aws:")
                  && TAG_TEXT.matcher(name).matches()
                  && TAG_TEXT.matcher(value).matches()
                  && name.equals(name.strip())
                  && value.equals(value.strip());
          if (!fits) {
            throw UploadRefusedException.invalid(
                "The tag '%s' has a name or value that S3 refuses: a name has 1 to 128 and a value up to 256 letters, digits, spaces (not at an end) and + - = . _ : / @, and no name starts with 'aws:'.",
                name);
          }
        });
    if (given.size() > MAX_TAGS) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of("There are %d tags; S3 takes at most %d.", given.size(), MAX_TAGS),
          MAX_TAGS,
          given.size());
    }
    return Collections.unmodifiableMap(new TreeMap<>(given));
  }
}
