package io.uploadgrants.http;

import io.uploadgrants.ErrorText;
import tools.jackson.databind.JsonNode;

/** Describes a value that a client gave where another was wanted. */
final class GivenValue {

  private GivenValue() {}

  /** Returns the value's type, and the value itself where it is short. */
  static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING ->
          value.stringValue().isEmpty()
              ? "an empty text"
              : ErrorText.of("the text '%s'", value.stringValue());
      case NUMBER -> ErrorText.of("the number %s", value.toString());
      case BOOLEAN -> "the value " + value;
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      case MISSING -> "empty";
      case BINARY, POJO -> "of a foreign type";
    };
  }
}
