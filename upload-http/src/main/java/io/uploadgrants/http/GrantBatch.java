package io.uploadgrants.http;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Answers a request for the grants of several files, each of which is granted or refused alone. */
final class GrantBatch {

  static final int MAX_FILES = 100;

  /** Bytes of a request: {@link #MAX_FILES} files with names and checksums of full length. */
  private static final int MAX_BODY_SIZE = 1 << 20;

  private static final String FORM =
      ErrorText.of("give a list of 1 to %d objects, each as for a single grant", MAX_FILES);

  private final JsonObjectParser parser = new JsonObjectParser(MAX_BODY_SIZE);

  /**
   * Reads the files.
   *
   * @throws UploadRefusedException {@code invalid-request} where something isn't a file at all,
   *     before any grant is made
   */
  List<JsonNode> read(UploadExchange exchange) {
    JsonNode request = parser.parse(RequestBody.read(exchange, MAX_BODY_SIZE));
    MemberNames.BATCH.refuseLookAlikes(request);
    JsonNode list = JsonMembers.get(request, "files");
    if (list == null) {
      throw UploadRefusedException.invalid("The member 'files' is missing; %s.", phrase(FORM));
    }
    if (!list.isArray()) {
      throw JsonMembers.wrong("files", list, FORM);
    }
    if (list.isEmpty() || list.size() > MAX_FILES) {
      throw UploadRefusedException.invalid(
          "The member 'files' has %d files; %s.", list.size(), phrase(FORM));
    }
    List<JsonNode> files = new ArrayList<>(list.size());
    for (JsonNode file : list) {
      if (!file.isObject()) {
        throw JsonMembers.wrong("files", file, FORM);
      }
      files.add(file);
    }
    return files;
  }

  /**
   * Grants one file after the other, and tells of each what a request for it alone would have been
   * told.
   *
   * @param grant makes the grant of a file
   * @param problem tells why there is none
   */
  UploadResponse answer(
      List<JsonNode> files,
      Function<JsonNode, UploadGrant> grant,
      Function<RuntimeException, Problem> problem) {
    List<Consumer<JsonGenerator>> results = new ArrayList<>(files.size());
    for (JsonNode file : files) {
      results.add(result(file, grant, problem));
    }
    return UploadResponse.json(
        200,
        json -> {
          json.writeArrayPropertyStart("results");
          for (Consumer<JsonGenerator> result : results) {
            json.writeStartObject();
            result.accept(json);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static Consumer<JsonGenerator> result(
      JsonNode file,
      Function<JsonNode, UploadGrant> grant,
      Function<RuntimeException, Problem> problem) {
    try {
      UploadGrant granted = grant.apply(file);
      return json -> GrantWriter.members(json, granted);
    } catch (RuntimeException reason) {
      Problem told = problem.apply(reason);
      return json -> ProblemWriter.members(json, told);
    }
  }
}
