package io.uploadgrants.http.uppy;

import io.uploadgrants.http.UploadResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Answers in S3's XML, of the parts that Uppy reads. */
final class XmlAnswer {

  /** Without a charset: Uppy reads an error's code only where the type is exactly this. */
  static final String TYPE = "application/xml";

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private final StringBuilder xml = new StringBuilder(512);

  private XmlAnswer() {}

  static UploadResponse of(String root, Consumer<XmlAnswer> content) {
    return UploadResponse.of(200, TYPE, bytes(root, content));
  }

  /** Returns a whole document. */
  static byte[] bytes(String root, Consumer<XmlAnswer> content) {
    XmlAnswer answer = new XmlAnswer();
    answer.xml.append(HEAD);
    answer.element(root, content);
    return answer.xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  XmlAnswer element(String name, Consumer<XmlAnswer> content) {
    xml.append('<').append(name).append('>');
    content.accept(this);
    xml.append("</").append(name).append('>');
    return this;
  }

  XmlAnswer element(String name, String text) {
    return element(name, answer -> answer.text(text));
  }

  /** Writes a text; what XML 1.0 has no form for is replaced. */
  private void text(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.appendCodePoint(isXml(c) ? c : '\ufffd');
              }
            });
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd
        || c >= 0x10000
        || c == '\t'
        || c == '\n'
        || c == '\r';
  }
}
