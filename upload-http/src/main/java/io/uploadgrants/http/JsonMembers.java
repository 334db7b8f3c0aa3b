package io.uploadgrants.http;

import static io.uploadgrants.ErrorText.phrase;
import static io.uploadgrants.UploadRefusedException.invalid;

import io.uploadgrants.UploadRefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads single members of a JSON object that a client has sent. */
final class JsonMembers {

  private JsonMembers() {}

  /** Returns a member, or {@code null} where it is missing or {@code null}. */
  static @Nullable JsonNode get(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Returns a text that isn't empty, or {@code null} where there is none. */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = get(object, name);
    if (value == null) {
      return null;
    }
    if (!value.isString() || value.stringValue().isEmpty()) {
      throw wrong(name, value, "give a text that isn't empty, or leave it out when unknown");
    }
    return value.stringValue();
  }

  /**
   * Returns a text that must be there.
   *
   * @param remedy what to give
   */
  static String required(JsonNode object, String name, String remedy) {
    String value = text(object, name);
    if (value == null) {
      throw invalid("The member '%s' is missing; %s.", name, phrase(remedy));
    }
    return value;
  }

  static UploadRefusedException wrong(String name, JsonNode value, String rule) {
    return invalid(
        "The member '%s' is %s; %s.", name, phrase(GivenValue.describe(value)), phrase(rule));
  }
}
