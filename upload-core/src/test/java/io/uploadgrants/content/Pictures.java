package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.big32;
import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.little32;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.zeros;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Honest pictures: by the JDK's own encoders where it has them. */
final class Pictures {

  /** What cameras and editors write into pictures. */
  static final String XMP =
      """
      <?xpacket begin="\u00ef\u00bb\u00bf" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
      <rdf:li xml:lang="x-default">A &lt;script&gt; of a film</rdf:li></rdf:Alt></dc:title></rdf:Description>
      </rdf:RDF></x:xmpmeta><?xpacket end="w"?>
      """;

  private Pictures() {}

  static byte[] encoded(String format) {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1_200; i++) {
      image.setRGB(i % 40, i / 40, i * 7_919);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns a JPEG with a segment behind its start. */
  static byte[] jpegWith(int marker, Object... content) {
    byte[] jpeg = encoded("jpg");
    byte[] segment = bytes(content);
    int length = segment.length + 2;
    byte[] header = {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length};
    return bytes(hex("ffd8"), header, segment, java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** Returns a PNG with a chunk of text behind its header. */
  static byte[] pngWith(String text) {
    byte[] png = encoded("png");
    byte[] chunk = bytes(big32(text.length()), "iTXt", text, zeros(4));
    return bytes(
        java.util.Arrays.copyOf(png, 33), chunk, java.util.Arrays.copyOfRange(png, 33, png.length));
  }

  static byte[] riff(String form, Object... content) {
    byte[] body = bytes(form, bytes(content));
    return bytes("RIFF", little32(body.length), body);
  }

  /** Returns a file of the ISO base media format with its brands, the major one first. */
  static byte[] iso(String major, String... compatible) {
    String others = String.join("", compatible);
    byte[] first = bytes(big32(16 + others.length()), "ftyp", major, zeros(4), others);
    return bytes(first, big32(300), "meta", noise(292), big32(9_008), "mdat", noise(9_000));
  }

  static byte[] icon() {
    byte[] png = encoded("png");
    byte[] entry = bytes(hex("2020 0000 0100 2000"), little32(png.length), little32(22));
    return bytes(hex("0000 0100 0100"), entry, png);
  }

  static List<Case> honest() {
    byte[] tiff = encoded("tiff");
    return List.of(
        new Case("PNG", "image/png", encoded("png")),
        new Case("PNG with XMP", "image/png", pngWith("XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
        new Case("PNG with the type in capitals", "IMAGE/PNG", encoded("png")),
        new Case("JPEG", "image/jpeg", encoded("jpg")),
        new Case("JPEG under an old name", "image/pjpeg", encoded("jpg")),
        new Case("JPEG with parameters", "image/jpeg;q=\"a;b\"", encoded("jpg")),
        new Case(
            "JPEG with Exif", "image/jpeg", jpegWith(0xe1, "Exif\0\0II*\0\10\0\0\0", noise(900))),
        new Case(
            "JPEG with XMP", "image/jpeg", jpegWith(0xe1, "http://ns.adobe.com/xap/1.0/\0", XMP)),
        new Case(
            "JPEG with a colour profile",
            "image/jpeg",
            jpegWith(0xe2, "ICC_PROFILE\0\1\1", noise(3_144))),
        new Case("GIF", "image/gif", encoded("gif")),
        new Case(
            "GIF 64 pixels wide",
            "image/gif",
            bytes("GIF89a", hex("4000 2f00 f70000"), noise(5_000))),
        new Case("lossy WebP", "image/webp", riff("WEBPVP8 ", noise(6_000))),
        new Case("lossless WebP", "image/webp", riff("WEBPVP8L", noise(20))),
        new Case("WebP with metadata", "image/webp", riff("WEBPVP8X", noise(800), "XMP ", XMP)),
        new Case("BMP", "image/bmp", encoded("bmp")),
        new Case("icon", "image/x-icon", icon()),
        new Case("icon by its right name", "image/vnd.microsoft.icon", icon()),
        new Case("TIFF", "image/tiff", tiff),
        new Case("DNG", "image/x-adobe-dng", bytes("II*\0\10\0\0\0", noise(9_000))),
        new Case("HEIC of a phone", "image/heic", iso("heic", "mif1", "MiHB", "heic")),
        new Case("HEIC with a general brand", "image/heic", iso("mif1", "mif1", "heic")),
        new Case("HEIC as HEIF", "image/heif", iso("heic", "mif1", "heic")),
        new Case("AVIF", "image/avif", iso("avif", "mif1", "miaf", "MA1B")),
        new Case("AVIF with a general brand", "image/avif", iso("mif1", "avif", "miaf")),
        new Case("JPEG XL", "image/jxl", bytes(hex("ff0a"), noise(700))),
        new Case(
            "JPEG XL in a container",
            "image/jxl",
            bytes(hex("0000000c 4a584c20 0d0a870a"), noise(700))),
        new Case("Photoshop", "image/vnd.adobe.photoshop", bytes("8BPS\0\1", zeros(6), noise(700))),
        new Case(
            "JPEG 2000, known to Tika alone",
            "image/jp2",
            bytes(hex("0000000c 6a502020 0d0a870a 00000014"), "ftypjp2 ", noise(700))),
        new Case(
            "portable pixmap, known to Tika alone",
            "image/x-portable-pixmap",
            bytes("P6\n40 30\n255\n", noise(3_600))));
  }
}
