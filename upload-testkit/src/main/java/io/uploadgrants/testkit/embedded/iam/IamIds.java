package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryHash;
import java.nio.charset.StandardCharsets;

/** The ids of what isn't a session. */
final class IamIds {

  /** The account of the server's own keys; roles name theirs. */
  static final String ACCOUNT = "000000000000";

  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private IamIds() {}

  /** Returns a unique id of IAM's form: a prefix and 16 characters, derived from a name. */
  static String unique(String prefix, String name) {
    byte[] hash = QueryHash.sha256(name.getBytes(StandardCharsets.UTF_8));
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < 16; i++) {
      id.append(CHARACTERS.charAt(hash[i] & 31));
    }
    return id.toString();
  }
}
