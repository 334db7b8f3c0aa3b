package io.uploadgrants.testkit.embedded.query;

import org.jspecify.annotations.Nullable;

/** Writes an answer of STS or IAM, or a part of one. */
public final class QueryXml {

  private final StringBuilder text = new StringBuilder(1024);

  /** An action's answer; one without a result has no element for it. */
  public static String answer(String namespace, String action, QueryXml result, String requestId) {
    QueryXml xml = root(namespace, action + "Response");
    if (!result.text.isEmpty()) {
      xml.open(action + "Result").text.append(result.text);
      xml.close(action + "Result");
    }
    return xml.open("ResponseMetadata")
        .element("RequestId", requestId)
        .close("ResponseMetadata")
        .close(action + "Response")
        .toString();
  }

  public static String error(String namespace, QueryException refused, String requestId) {
    return root(namespace, "ErrorResponse")
        .open("Error")
        .element("Type", refused.status() < 500 ? "Sender" : "Receiver")
        .element("Code", refused.code())
        .element("Message", refused.getMessage())
        .close("Error")
        .element("RequestId", requestId)
        .close("ErrorResponse")
        .toString();
  }

  private static QueryXml root(String namespace, String name) {
    QueryXml xml = new QueryXml();
    xml.text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    return xml;
  }

  public QueryXml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  public QueryXml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  /** Writes nothing for an absent value, as AWS. */
  public QueryXml element(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    open(name);
    value.codePoints().forEach(this::escape);
    return close(name);
  }

  private void escape(int character) {
    switch (character) {
      case '&' -> text.append("&amp;");
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '"' -> text.append("&quot;");
      default -> text.appendCodePoint(isPlain(character) ? character : 0xFFFD);
    }
  }

  /** Whether XML can hold the character, and a log or a terminal shows it as it is. */
  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
