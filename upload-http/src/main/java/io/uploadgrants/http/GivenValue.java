package io.uploadgrants.http;

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
              : "the text '" + ShownText.shorten(value.stringValue()) + "'";
      case NUMBER -> "the number " + ShownText.shorten(value.toString());
      case BOOLEAN -> "the value " + value;
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      case MISSING -> "empty";
      case BINARY, POJO -> "of a foreign type";
    };
  }
}
