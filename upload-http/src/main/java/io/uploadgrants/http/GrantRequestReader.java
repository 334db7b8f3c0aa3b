package io.uploadgrants.http;

import static io.uploadgrants.ErrorText.phrase;
import static io.uploadgrants.UploadRefusedException.invalid;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.KnownNames;
import io.uploadgrants.UploadRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a client says of its file. Members that aren't named here are ignored, so no client
 * sets a key, metadata or tags; those that look like one of these are refused.
 */
final class GrantRequestReader {

  private GrantRequestReader() {}

  /** Reads a request, still without its subject. */
  static UploadRequest.Builder read(JsonNode request) {
    MemberNames.REQUEST.refuseLookAlikes(request);
    String profile = JsonMembers.required(request, "profile", "give the name of a profile");
    String kind = JsonMembers.text(request, "kind");
    return UploadRequest.of(profile)
        .fileName(ofFile(request, "fileName"))
        .size(size(request))
        .contentType(ofFile(request, "contentType"))
        .checksum(checksum(request))
        .kind(kind == null ? null : GrantKind.ofId(kind));
  }

  /** Reads what browsers give as an empty text when they don't know it. */
  private static @Nullable String ofFile(JsonNode object, String name) {
    JsonNode value = JsonMembers.get(object, name);
    boolean unknown = value != null && value.isString() && value.stringValue().isEmpty();
    return unknown ? null : JsonMembers.text(object, name);
  }

  private static @Nullable Long size(JsonNode object) {
    JsonNode value = JsonMembers.get(object, "size");
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw JsonMembers.wrong(
          "size",
          value,
          "give a whole number of bytes from 0 to "
              + Long.MAX_VALUE
              + ", in digits only, or leave it out when unknown");
    }
    return value.longValue();
  }

  private static @Nullable Checksum checksum(JsonNode object) {
    JsonNode checksum = JsonMembers.get(object, "checksum");
    if (checksum == null) {
      return null;
    }
    String form = "give an object with the texts 'algorithm' and 'value'";
    if (!checksum.isObject()) {
      throw JsonMembers.wrong("checksum", checksum, form);
    }
    MemberNames.CHECKSUM.refuseLookAlikes(checksum);
    String algorithm = JsonMembers.text(checksum, "algorithm");
    String value = JsonMembers.text(checksum, "value");
    if (algorithm == null || value == null) {
      throw invalid(
          "The member 'checksum' has no '%s'; %s.",
          algorithm == null ? "algorithm" : "value", phrase(form));
    }
    return new Checksum(algorithm(algorithm), value);
  }

  private static ChecksumAlgorithm algorithm(String given) {
    for (ChecksumAlgorithm known : ChecksumAlgorithm.values()) {
      if (known.name().equals(given)) {
        return known;
      }
    }
    List<String> known = Arrays.stream(ChecksumAlgorithm.values()).map(Enum::name).toList();
    throw invalid(
        "There is no checksum algorithm '%s'%s Use one of: %s.",
        given, phrase(KnownNames.of(known).didYouMean(given)), known);
  }
}
