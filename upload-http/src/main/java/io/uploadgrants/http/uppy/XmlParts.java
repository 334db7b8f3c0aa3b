package io.uploadgrants.http.uppy;

import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.UploadedPart;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the parts that Uppy 6 lists in S3's XML. What isn't of that form is refused: there is
 * nothing to declare, and no entity beyond XML's own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</a>
 */
final class XmlParts {

  private static final String ROOT = "CompleteMultipartUpload";

  /** The JDK's own, whatever else is on the class path. */
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

  static {
    // Declared namespaces have no limit and cost much; read as attributes they have one.
    XML.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  private XmlParts() {}

  /**
   * Reads the parts.
   *
   * @throws UploadRefusedException {@code invalid-request} when the XML isn't well-formed, or isn't
   *     of that form
   */
  static List<UploadedPart> read(String body) {
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(body));
      try {
        return read(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException broken) {
      throw notParts();
    }
  }

  private static List<UploadedPart> read(XMLStreamReader xml) throws XMLStreamException {
    if (xml.nextTag() != XMLStreamConstants.START_ELEMENT || !xml.getLocalName().equals(ROOT)) {
      throw notParts();
    }
    List<UploadedPart> parts = new ArrayList<>();
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (!xml.getLocalName().equals("Part")) {
        throw notParts();
      }
      parts.add(part(xml));
    }
    return parts;
  }

  /** Reads one part; its checksums, and whatever else S3 takes there, don't count. */
  private static UploadedPart part(XMLStreamReader xml) throws XMLStreamException {
    String number = "";
    String etag = null;
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      String name = xml.getLocalName();
      String text = xml.getElementText().strip();
      switch (name) {
        case "PartNumber" -> number = text;
        case "ETag" -> etag = text;
        default -> {}
      }
    }
    if (etag == null) {
      throw notParts();
    }
    return new UploadedPart(PartNumbers.of(number), etag);
  }

  private static UploadRefusedException notParts() {
    return UploadRefusedException.invalid(
        "The request's body isn't a CompleteMultipartUpload with parts that each have a PartNumber and an ETag; send S3's XML.");
  }
}
