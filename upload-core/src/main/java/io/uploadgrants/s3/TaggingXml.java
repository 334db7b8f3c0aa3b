package io.uploadgrants.s3;

import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Tags in the form that a form's field {@code tagging} takes. */
final class TaggingXml {

  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private TaggingXml() {}

  static String of(Map<String, String> tags) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XML.createXMLStreamWriter(text);
      xml.writeStartElement("Tagging");
      xml.writeStartElement("TagSet");
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        xml.writeStartElement("Tag");
        element(xml, "Key", tag.getKey());
        element(xml, "Value", tag.getValue());
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can't be written into memory", e);
    }
    return text.toString();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
