package io.uploadgrants.testkit.embedded.request;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST ?delete}, read strictly, so that nothing is deleted that wasn't seen. */
public final class DeleteList {

  /** An object to delete, or one version of it. */
  public record Target(String key, boolean version) {}

  private static final Set<String> CONDITIONS = Set.of("ETag", "LastModifiedTime", "Size");

  private final XMLStreamReader xml;
  private final List<Target> targets = new ArrayList<>();

  private DeleteList(XMLStreamReader xml) {
    this.xml = xml;
  }

  public static List<Target> read(byte[] body) {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(body));
      DeleteList list = new DeleteList(xml);
      list.readAll();
      xml.close();
      return list.targets;
    } catch (XMLStreamException malformed) {
      throw malformed();
    }
  }

  static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private void readAll() throws XMLStreamException {
    if (xml.nextTag() != XMLStreamReader.START_ELEMENT || !plainName().equals("Delete")) {
      throw malformed();
    }
    while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
      switch (plainName()) {
        case "Object" -> readObject();
        case "Quiet" -> xml.getElementText();
        default -> throw malformed();
      }
    }
  }

  private void readObject() throws XMLStreamException {
    @Nullable String key = null;
    boolean version = false;
    while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
      String name = plainName();
      String text = xml.getElementText();
      if (name.equals("Key") && key == null) {
        key = text;
      } else if (name.equals("VersionId") && !version) {
        version = true;
      } else if (!CONDITIONS.contains(name)) {
        throw malformed();
      }
    }
    if (key == null || key.isEmpty()) {
      throw malformed();
    }
    targets.add(new Target(key, version));
  }

  /** An attribute can stand for an element in S3Proxy's reader. */
  private String plainName() {
    if (xml.getAttributeCount() > 0) {
      throw malformed();
    }
    return xml.getLocalName();
  }

  private static S3Error malformed() {
    return new S3Error(
        400,
        "MalformedXML",
        "The body is <Delete> with <Object>s, each with one <Key>, and maybe a <Quiet>.");
  }
}
