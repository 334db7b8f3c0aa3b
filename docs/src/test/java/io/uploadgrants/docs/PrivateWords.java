package io.uploadgrants.docs;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of our own for things that have a name in the field, and that name. */
final class PrivateWords {

  private static final Map<Pattern, String> BETTER =
      Map.ofEntries(
          word("greatest", "maximum"),
          word("least (?:size|length|number|life|duration)", "minimum"),
          word("life", "lifetime, or duration"),
          word("(?:be|been) had", "be found, be issued, or available"),
          word("one's own", "custom, or your own"),
          word("an own", "its own"),
          word("rights", "permissions, or permissions policy"),
          word("right (?=`)", "permission"),
          word("beside", "besides, in addition to, or next to"),
          word("in silence", "silently"),
          word("without a word", "silently, or without an error"),
          word("(?:is|are) taken(?! (?:as|back|for|from|in|into|out|over|up))", "accepted"),
          word("(?:is|are) said (?:of|to)", "declared"),
          word("(?:an|every|each|whole|lost|late) answers?", "response"),
          word("the answer (?:is|was|has|had|of|to)", "response"),
          word("mend(?:s|ed)?", "fix, or correct"),
          word("whoever", "anyone who, or name the subject"),
          word("(?<=^|[.;:] )Who (?:has|holds|gets|sends|writes)", "anyone who"));

  private PrivateWords() {}

  private static Map.Entry<Pattern, String> word(String regex, String better) {
    return Map.entry(
        Pattern.compile("(?<![\\w-])(?:" + regex + ")(?![\\w-])", Pattern.CASE_INSENSITIVE),
        better);
  }

  /** Returns a line for each such word in a text of users: where it stands, and the better one. */
  static List<String> in(UserText text) {
    return BETTER.entrySet().stream()
        .flatMap(
            word -> {
              Matcher matcher = word.getKey().matcher(text.text());
              return matcher
                  .results()
                  .map(MatchResult::group)
                  .map(
                      found ->
                          "%s:%d: '%s': say %s"
                              .formatted(text.file(), text.line(), found.strip(), word.getValue()));
            })
        .sorted()
        .toList();
  }
}
