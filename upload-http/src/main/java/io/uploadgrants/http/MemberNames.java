package io.uploadgrants.http;

import io.uploadgrants.KnownNames;
import io.uploadgrants.UploadRefusedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of a JSON object that are read. Others are the client's own and ignored, unless one
 * of these was meant, which would then be dropped without a word.
 */
final class MemberNames {

  /** What browsers' {@code File} and other upload services call these things. */
  static final MemberNames REQUEST =
      new MemberNames("profile", "fileName", "size", "contentType", "checksum", "kind")
          .alsoCalled("fileName", "name", "originalName")
          .alsoCalled("size", "fileSize", "length", "contentLength")
          .alsoCalled("contentType", "type", "fileType", "mimeType", "mime", "mediaType")
          .alsoCalled("checksum", "hash", "digest");

  static final MemberNames BATCH =
      new MemberNames("files").alsoCalled("files", "grants", "requests", "uploads");

  static final MemberNames CHECKSUM =
      new MemberNames("algorithm", "value")
          .alsoCalled("algorithm", "alg", "algo", "type")
          .alsoCalled("value", "hash", "digest");

  static final MemberNames TICKET = new MemberNames("ticket").alsoCalled("ticket", "token");

  static final MemberNames PARTS =
      new MemberNames("ticket", "partNumbers", "from", "count").alsoCalled("ticket", "token");

  static final MemberNames COMPLETE =
      new MemberNames("ticket", "parts").alsoCalled("ticket", "token");

  static final MemberNames PART =
      new MemberNames("partNumber", "etag").alsoCalled("partNumber", "number");

  private final List<String> all;
  private final KnownNames names;
  private final Map<String, String> otherNames = new HashMap<>();

  private MemberNames(String... names) {
    this.all = List.of(names);
    this.names = KnownNames.of(all);
  }

  private MemberNames alsoCalled(String name, String... others) {
    Arrays.stream(others).forEach(other -> otherNames.put(other, name));
    return this;
  }

  /**
   * Refuses a member that looks like one of these. Another spelling is refused in any case; what is
   * only alike, or another name for it, is the client's own where the right member is there too.
   */
  void refuseLookAlikes(JsonNode object) {
    for (String given : object.propertyNames()) {
      if (!all.contains(given) && isThere(object, given)) {
        String spelled = names.spelledAs(given);
        if (spelled != null && isThere(object, spelled)) {
          throw UploadRefusedException.invalid(
              "The members '%s' and '%s' differ in spelling only; send '%s' alone.",
              spelled, given, spelled);
        }
        String meant = spelled == null ? meantBy(given) : spelled;
        if (meant != null && !isThere(object, meant)) {
          throw UploadRefusedException.invalid(
              "There is no member '%s'; did you mean '%s'? Send it by that name, or leave it out.",
              given, meant);
        }
      }
    }
  }

  private @Nullable String meantBy(String given) {
    String alike = names.alike(given);
    String other = KnownNames.of(otherNames.keySet()).spelledAs(given);
    return alike != null || other == null ? alike : otherNames.get(other);
  }

  private static boolean isThere(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && !value.isNull();
  }
}
