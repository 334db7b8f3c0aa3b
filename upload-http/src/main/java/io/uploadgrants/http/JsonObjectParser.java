package io.uploadgrants.http;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses one JSON object, within limits and without leniency. */
final class JsonObjectParser {

  private static final int MAX_DEPTH = 32;

  private final JsonMapper mapper;

  /**
   * Creates a parser.
   *
   * @param maxLength the maximum length of a request, which no text in it can exceed
   */
  JsonObjectParser(int maxLength) {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(maxLength)
            .build();
    JsonFactory json =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            // Names are the client's; a table of them would only be a place to fill.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();
    this.mapper =
        JsonMapper.builder(json)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  JsonNode parse(String body) {
    JsonNode root;
    try {
      root = mapper.readTree(body);
    } catch (StreamConstraintsException tooMuch) {
      throw ProblemException.malformed(
          ErrorText.of(
              "The request's JSON is nested deeper than %d levels, or has a name or number of absurd length; send an object of plain values.",
              MAX_DEPTH));
    } catch (JacksonException malformed) {
      throw ProblemException.malformed(
          ErrorText.of(
              "The request's body isn't well-formed JSON%s; send one object, with no member twice and nothing behind it.",
              phrase(at(malformed.getLocation()))));
    }
    if (!root.isObject()) {
      throw ProblemException.malformed(
          ErrorText.of(
              "The request's body is %s; send a JSON object.", phrase(GivenValue.describe(root))));
    }
    return root;
  }

  private static String at(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : ErrorText.of(" at line %d, column %d", location.getLineNr(), location.getColumnNr());
  }
}
