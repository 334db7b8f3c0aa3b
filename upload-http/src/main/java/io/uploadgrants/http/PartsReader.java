package io.uploadgrants.http;

import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads which parts of a multipart upload a client means. */
final class PartsReader {

  private static final String NUMBER = "give a whole number from 1 to 10000";

  private PartsReader() {}

  /** Reads a list of numbers, or a first one and how many. */
  static List<Integer> numbers(JsonNode request) {
    JsonNode list = JsonMembers.get(request, "partNumbers");
    boolean ranged =
        JsonMembers.get(request, "from") != null || JsonMembers.get(request, "count") != null;
    if ((list != null) == ranged) {
      throw UploadRefusedException.invalid(
          "The parts aren't told, or are told twice; give either 'partNumbers', or 'from' and 'count'.");
    }
    return list == null ? range(request) : listed(list);
  }

  private static List<Integer> range(JsonNode request) {
    int from = number("from", JsonMembers.get(request, "from"));
    int count = number("count", JsonMembers.get(request, "count"));
    if (count > UploadCompletions.MAX_PARTS_AT_ONCE) {
      throw UploadRefusedException.invalid(
          "The request is for %d parts; ask for 1 to %d.",
          count, UploadCompletions.MAX_PARTS_AT_ONCE);
    }
    return IntStream.range(from, from + count).boxed().toList();
  }

  private static List<Integer> listed(JsonNode list) {
    if (!list.isArray()) {
      throw JsonMembers.wrong("partNumbers", list, "give an array of numbers");
    }
    List<Integer> numbers = new ArrayList<>(list.size());
    list.forEach(each -> numbers.add(number("partNumbers", each)));
    return numbers;
  }

  private static int number(String name, @Nullable JsonNode value) {
    if (value == null) {
      throw UploadRefusedException.invalid("The member '%s' is missing; %s.", name, NUMBER);
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < 1
        || value.intValue() > 10_000) {
      throw JsonMembers.wrong(name, value, NUMBER);
    }
    return value.intValue();
  }

  /** Reads the parts that a client has sent; none where it says nothing of them. */
  static List<UploadedPart> uploaded(JsonNode request) {
    JsonNode parts = JsonMembers.get(request, "parts");
    if (parts == null) {
      return List.of();
    }
    String form = "give an array of objects with 'partNumber' and 'etag'";
    if (!parts.isArray()) {
      throw JsonMembers.wrong("parts", parts, form);
    }
    List<UploadedPart> uploaded = new ArrayList<>(parts.size());
    for (JsonNode part : parts) {
      if (!part.isObject()) {
        throw JsonMembers.wrong("parts", part, form);
      }
      MemberNames.PART.refuseLookAlikes(part);
      int number = number("partNumber", JsonMembers.get(part, "partNumber"));
      uploaded.add(
          new UploadedPart(
              number,
              JsonMembers.required(
                  part, "etag", "give the part's entity tag, as the store answered it")));
    }
    return uploaded;
  }
}
