package io.uploadgrants.sts;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.PrintableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Session tags, as STS takes them.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html">STS: Tag</a>
 */
final class SessionTags {

  private static final int MAX = 50;
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  private SessionTags() {}

  static List<Tag> checked(Map<String, String> tags) {
    if (tags.size() > MAX) {
      throw wrong("are " + tags.size() + " tags");
    }
    List<Tag> checked = new ArrayList<>(tags.size());
    Set<String> seen = new HashSet<>();
    new TreeMap<>(tags)
        .forEach(
            (key, value) -> {
              String lower = key.toLowerCase(Locale.ROOT);
              if (!KEY.matcher(key).matches()
                  || lower.startsWith("aws:")
                  || !VALUE.matcher(value).matches()
                  || !seen.add(lower)) {
                throw wrong("is '" + PrintableText.of(key) + "', whose key or value STS refuses");
              }
              checked.add(Tag.builder().key(key).value(value).build());
            });
    return checked;
  }

  private static UploadConfigurationException wrong(String fault) {
    return new UploadConfigurationException(
        "session-tags",
        "Among the session tags of a request %s. STS takes up to 50: keys of 1 to 128 and values of up to 256 letters, digits, spaces and _ . : / = + - @, no key twice in another case, none that starts with 'aws:'. Change the function that makes them.",
        phrase(fault));
  }
}
