package io.uploadgrants.testkit.probe;

import io.uploadgrants.testkit.UploadServer;
import java.util.Map;

class EmbeddedSessionAttemptsTests extends SessionAttemptsSuite {

  private static final String NOT_SERVED = "the embedded server has none of it for sessions";
  private static final String NO_LOCK = "no bucket of the embedded server has object lock";
  private static final String IN_QUERY = "session, header dropped, but said in the query: ";
  private static final String NO_PARAMETERS = "the embedded server takes no header as a parameter";
  private static final String ALWAYS = "the embedded server says so of each object";

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }

  @Override
  String everything() {
    return "*";
  }

  @Override
  Map<String, String> provesNothing() {
    return Map.ofEntries(
        Map.entry("session, acl: of another's object", NOT_SERVED),
        Map.entry("session, acl: of the own object", NOT_SERVED),
        Map.entry("session, read: another's tags", NOT_SERVED),
        Map.entry("session, tags: of another's object", NOT_SERVED),
        Map.entry("session, tags: of the own object", NOT_SERVED),
        Map.entry("session, header added: x-amz-grant-read", NOT_SERVED),
        Map.entry(IN_QUERY + "x-amz-server-side-encryption", NO_PARAMETERS),
        Map.entry(IN_QUERY + "x-amz-storage-class", NO_PARAMETERS),
        Map.entry("session, second upload, but said in the query: if-none-match", NO_PARAMETERS),
        Map.entry("session, header added: x-amz-object-lock-legal-hold", NO_LOCK),
        Map.entry("session, header added: x-amz-object-lock-mode", NO_LOCK),
        Map.entry("session, header added: x-amz-tagging", "tags aren't kept"),
        Map.entry("session, header changed: x-amz-server-side-encryption", "there is no KMS"),
        Map.entry("session, header dropped: x-amz-server-side-encryption", ALWAYS),
        Map.entry("session, header dropped: if-none-match", "it is no second upload"));
  }
}
