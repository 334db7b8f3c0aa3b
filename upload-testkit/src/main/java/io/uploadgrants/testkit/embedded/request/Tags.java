package io.uploadgrants.testkit.embedded.request;

import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The tags that a request gives its object. */
public final class Tags {

  private Tags() {}

  /** Reads {@code x-amz-tagging}: a query. */
  public static Map<String, String> ofHeader(String header) {
    Map<String, String> tags = new LinkedHashMap<>();
    try {
      for (String tag : header.split("&", -1)) {
        if (!tag.isEmpty()) {
          int equals = tag.indexOf('=');
          String key = equals < 0 ? tag : tag.substring(0, equals);
          String value = equals < 0 ? "" : tag.substring(equals + 1);
          add(tags, decoded(key), decoded(value));
        }
      }
    } catch (IllegalArgumentException malformed) {
      throw invalid();
    }
    return tags;
  }

  /** Reads a form's {@code tagging}: XML, of which only keys and values count. */
  public static Map<String, String> ofForm(String field) {
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    try {
      XMLStreamReader xml = DeleteList.factory().createXMLStreamReader(new StringReader(field));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT
            && (xml.getLocalName().equals("Key") || xml.getLocalName().equals("Value"))) {
          if (xml.getLocalName().equals("Key") != (texts.size() % 2 == 0)) {
            throw invalid();
          }
          texts.add(xml.getElementText());
        }
      }
    } catch (XMLStreamException malformed) {
      throw invalid();
    }
    if (texts.size() % 2 != 0) {
      throw invalid();
    }
    for (int i = 0; i < texts.size(); i += 2) {
      add(tags, texts.get(i), texts.get(i + 1));
    }
    return tags;
  }

  private static void add(Map<String, String> tags, String key, String value) {
    if (tags.put(key, value) != null) {
      throw invalid();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static S3Error invalid() {
    return new S3Error(
        400, "InvalidTag", "Tags are a query in x-amz-tagging, XML in a form; each key once.");
  }
}
