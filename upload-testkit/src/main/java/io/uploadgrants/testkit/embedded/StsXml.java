package io.uploadgrants.testkit.embedded;

import org.jspecify.annotations.Nullable;

/** Writes an answer of STS. */
final class StsXml {

  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final StringBuilder text = new StringBuilder(1024);

  /** Begins the answer's outermost element. */
  static StsXml root(String name) {
    StsXml xml = new StsXml();
    xml.text.append('<').append(name).append(" xmlns=\"").append(NAMESPACE).append("\">");
    return xml;
  }

  static String error(StsException refused, String requestId) {
    return root("ErrorResponse")
        .open("Error")
        .element("Type", refused.status() < 500 ? "Sender" : "Receiver")
        .element("Code", refused.code())
        .element("Message", refused.getMessage())
        .close("Error")
        .element("RequestId", requestId)
        .close("ErrorResponse")
        .toString();
  }

  StsXml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  StsXml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  /** Writes nothing for an absent value, as AWS. */
  StsXml element(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    open(name);
    value.codePoints().forEach(this::escape);
    return close(name);
  }

  StsXml credentials(Session session) {
    return open("Credentials")
        .element("AccessKeyId", session.accessKeyId())
        .element("SecretAccessKey", session.secretAccessKey())
        .element("SessionToken", session.sessionToken())
        .element("Expiration", session.expiresAt().toString())
        .close("Credentials");
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
