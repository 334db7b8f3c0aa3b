package io.uploadgrants.http.uppy;

import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads which parts Uppy means. */
final class PartNumbers {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}|10000");

  private PartNumbers() {}

  /**
   * Reads one number.
   *
   * @throws UploadRefusedException {@code invalid-request} when it isn't one from 1 to 10,000
   */
  static int of(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw UploadRefusedException.invalid(
          "There is no part '%s'; parts have the numbers 1 to 10000.", text);
    }
    return Integer.parseInt(text);
  }

  /**
   * Reads numbers with commas between them.
   *
   * @throws UploadRefusedException {@code invalid-request} when they are too many, or one isn't a
   *     part's
   */
  static List<Integer> list(String text) {
    String[] numbers = text.split(",", UploadCompletions.MAX_PARTS_AT_ONCE + 1);
    if (numbers.length > UploadCompletions.MAX_PARTS_AT_ONCE) {
      throw UploadRefusedException.invalid(
          "The request is for more than %d parts; ask for fewer at once.",
          UploadCompletions.MAX_PARTS_AT_ONCE);
    }
    return Arrays.stream(numbers).map(PartNumbers::of).toList();
  }

  /**
   * Reads a number in JSON.
   *
   * @throws UploadRefusedException {@code invalid-request} when it isn't a whole one from 1 to
   *     10,000
   */
  static int of(JsonNode value) {
    return of(value.isIntegralNumber() ? value.asString() : "");
  }

  /**
   * Reads the parts that Uppy has sent.
   *
   * @throws UploadRefusedException {@code invalid-request} when one has no number or entity tag
   */
  static List<UploadedPart> uploaded(JsonNode request) {
    JsonNode parts = request.path("parts");
    if (!parts.isArray()) {
      throw UploadRefusedException.invalid(
          "The request has no array 'parts'; send the parts that were uploaded.");
    }
    List<UploadedPart> uploaded = new ArrayList<>(parts.size());
    for (JsonNode part : parts) {
      JsonNode etag = part.path("ETag");
      if (!etag.isString()) {
        throw UploadRefusedException.invalid(
            "A part has no 'ETag'; expose ETag in the bucket's CORS rule, so that Uppy can read it.");
      }
      uploaded.add(new UploadedPart(of(part.path("PartNumber")), etag.stringValue()));
    }
    return uploaded;
  }
}
