package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keeps objects that were accepted and moved out of the reach of grants for a prefix.
 *
 * @param profiles all profiles
 */
record DestinationRules(Collection<UploadProfile> profiles) {

  /** Subjects for whom prefixes are compared; what tells subjects apart does so for these. */
  private static final List<@Nullable String> SUBJECTS = Arrays.asList("subject", null);

  /**
   * Checks all of them.
   *
   * @throws UploadConfigurationException when a grant's holder could write where accepted objects
   *     are moved
   */
  void check() {
    for (UploadProfile moving : profiles) {
      CompletionSettings completion = moving.completion();
      if (completion != null && completion.moveTo() != null) {
        profiles.stream()
            .filter(other -> other.scope() == UploadScope.PREFIX)
            .forEach(other -> check(moving, completion.moveTo(), other));
      }
    }
  }

  private static void check(UploadProfile moving, ObjectKeyPolicy moveTo, UploadProfile other) {
    for (String subject : SUBJECTS) {
      for (String owner : SUBJECTS) {
        if (meet(prefix(moveTo, owner), prefix(other.keys(), subject))) {
          throw new UploadConfigurationException(
              "profiles." + moving.name() + ".completion.move-to",
              ErrorText.of(
                  "Profile '%s' moves accepted objects to keys below '%s', where grants of profile '%s' can write, since they are for the prefix '%s'. Move them to a prefix that no grant is for.%s",
                  moving.name(),
                  prefix(moveTo, owner),
                  other.name(),
                  prefix(other.keys(), subject),
                  phrase(
                      prefix(other.keys(), subject).isEmpty()
                          ? " A key policy of your own says its prefix by prefixFor."
                          : "")));
        }
      }
    }
  }

  private static String prefix(ObjectKeyPolicy keys, @Nullable String subject) {
    return subject == null && keys.needsSubject()
        ? keys.prefixFor(SUBJECTS.get(0))
        : keys.prefixFor(subject);
  }

  private static boolean meet(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
