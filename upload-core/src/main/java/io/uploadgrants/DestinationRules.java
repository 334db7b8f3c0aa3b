package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.Collection;
import java.util.List;

/**
 * What keeps objects that were accepted and moved out of the reach of other grants.
 *
 * @param profiles all profiles
 */
record DestinationRules(Collection<UploadProfile> profiles) {

  /** What their keys have in common, all keys have: a subject can have any name. */
  private static final List<String> SUBJECTS = List.of("alice", "bob", "mallory", "1");

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
            .filter(DestinationRules::choosesKeys)
            .forEach(other -> check(moving, completion.moveTo(), other));
      }
    }
  }

  /** Returns whether a grant's holder may get to replace an object whose key it knows. */
  private static boolean choosesKeys(UploadProfile profile) {
    return profile.scope() == UploadScope.PREFIX
        || profile.constraints().overwrite() == Overwrite.ALLOWED && !profile.keys().unguessable();
  }

  private static void check(UploadProfile moving, ObjectKeyPolicy moveTo, UploadProfile other) {
    String destination = prefix(moveTo, moving.openToGuests());
    String reach = prefix(other.keys(), other.openToGuests());
    if (destination.startsWith(reach) || reach.startsWith(destination)) {
      throw new UploadConfigurationException(
          "profiles." + moving.name() + ".completion.move-to",
          ErrorText.of(
              "Profile '%s' moves accepted objects to keys that begin with '%s', where grants of profile '%s' can write, whose keys begin with '%s'. Move them to a prefix that no grant is for.%s",
              moving.name(),
              destination,
              other.name(),
              reach,
              phrase(
                  destination.isEmpty() || reach.isEmpty()
                      ? " A key policy of your own says its prefix by prefixFor."
                      : "")));
    }
  }

  /** Returns what the keys of all subjects begin with. */
  static String prefix(ObjectKeyPolicy keys, boolean guests) {
    String all = guests ? keys.prefixFor(null) : keys.prefixFor(SUBJECTS.get(0));
    for (String subject : SUBJECTS) {
      all = common(all, keys.prefixFor(subject));
    }
    return all;
  }

  private static String common(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }
}
