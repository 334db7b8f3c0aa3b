package io.uploadgrants.testkit.attack;

import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.WireSigned;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Uploads to keys that temporary credentials aren't for. */
final class KeyAttempts {

  private final List<Alteration<WireSigned>> all = new ArrayList<>();

  private KeyAttempts() {}

  static List<Alteration<WireSigned>> of(WireSigned sample, String victim) {
    KeyAttempts attempts = new KeyAttempts();
    attempts.all.add(
        // Without what would refuse any second upload, whoever's.
        SessionAlterations.policy(
                "key: another's object",
                put -> put.withKey(victim).without(SessionAlterations.IF_NONE_MATCH))
            .reachingOthers());
    attempts.siblings(sample);
    if (sample.grant().scope() == UploadScope.PREFIX) {
      attempts.add("key: prefix without its slash", WireSigned::granted);
      attempts.add("key: prefix without its slash, and more", put -> put.granted() + "x");
    } else {
      attempts.add("key: below", put -> put.key() + "/x");
    }
    return attempts.all;
  }

  private void siblings(WireSigned sample) {
    add("key: parent", put -> put.parent() + "x");
    add("key: top of the bucket", put -> "x");
    add("key: sibling", put -> put.parent() + "other" + rest(put));
    add("key: sibling, longer", put -> put.granted() + "0" + rest(put));
    if (sample.granted().length() > sample.parent().length() + 1) {
      add("key: sibling, shorter", put -> shorter(put.granted()) + rest(put));
    }
    all.add(
        Alteration.of(
            "key: in other case",
            ServerCheck.SESSION_CASE,
            put -> put.withKey(otherCase(put.granted()) + rest(put))));
    if (sample.granted().contains("*") || sample.granted().contains("?")) {
      add("key: what a wildcard matches", put -> matched(put.granted()) + rest(put));
    }
  }

  /** What stands behind the granted part of a key. */
  private static String rest(WireSigned put) {
    return put.key().substring(put.granted().length());
  }

  private static String shorter(String key) {
    // Half of a surrogate pair is no character.
    return key.substring(0, key.offsetByCodePoints(key.length(), -1));
  }

  private static String otherCase(String key) {
    String upper = key.toUpperCase(Locale.ROOT);
    return upper.equals(key) ? key + "X" : upper;
  }

  private static String matched(String pattern) {
    return pattern.replace("*", "xyz").replace('?', 'x');
  }

  private void add(String name, Function<WireSigned, String> key) {
    all.add(SessionAlterations.policy(name, put -> put.withKey(key.apply(put))));
  }
}
