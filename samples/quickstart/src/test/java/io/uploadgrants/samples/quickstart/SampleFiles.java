package io.uploadgrants.samples.quickstart;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Makes the files that a visitor would choose. */
final class SampleFiles {

  private final Path folder;

  SampleFiles(Path folder) {
    this.folder = folder;
  }

  /** A picture or a document, as the name's end says. */
  Path named(String name) throws IOException {
    return name.endsWith(".png") ? picture(name) : document(name, 0);
  }

  /** A landscape of 640 by 480 pixels. */
  Path picture(String name) throws IOException {
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setPaint(new GradientPaint(0, 0, new Color(0x1e3a5f), 0, 380, new Color(0xf6b26b)));
    pen.fillRect(0, 0, 640, 480);
    pen.setColor(new Color(0xfff1d6));
    pen.fillOval(380, 170, 110, 110);
    for (int range = 0; range < 3; range++) {
      Polygon hills = new Polygon();
      hills.addPoint(0, 480);
      for (int x = 0; x <= 640; x += 4) {
        double height = 60 * Math.sin(x / (90.0 - 20 * range) + 2 * range);
        hills.addPoint(x, (int) (270 + 65 * range - height / (range + 1)));
      }
      hills.addPoint(640, 480);
      pen.setColor(new Color(0x3f5f6b - range * 0x10181a));
      pen.fill(hills);
    }
    pen.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** A picture, and behind its last chunk random bytes up to the size. */
  Path picture(String name, int size) throws IOException {
    Path file = picture(name);
    byte[] random = new byte[size - (int) Files.size(file)];
    new Random(42).nextBytes(random);
    return Files.write(file, random, StandardOpenOption.APPEND);
  }

  /** A picture as {@link #picture(String, int)} makes it, but for its last byte. */
  Path retouched(String name, int size) throws IOException {
    Path file = picture(name, size);
    byte[] bytes = Files.readAllBytes(file);
    bytes[size - 1]++;
    return Files.write(file, bytes);
  }

  /** A PDF of one page, with a comment of that many bytes. */
  Path document(String name, int comment) throws IOException {
    return Files.write(folder.resolve(name), pdf("Hello from the quickstart", comment));
  }

  /** The header of an MP4 file, and behind it random bytes up to the size. */
  Path video(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    byte[] header = "\0\0\0\u0018ftypisom\0\0\0\0isommp42".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(header, 0, bytes, 0, header.length);
    return Files.write(folder.resolve(name), bytes);
  }

  Path text(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "No profile takes this.");
  }

  private static byte[] pdf(String text, int comment) {
    String drawing = "BT /F1 24 Tf 40 90 Td (%s) Tj ET".formatted(text);
    List<String> objects =
        List.of(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R"
                + "/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length %d>>\nstream\n%s\nendstream".formatted(drawing.length(), drawing),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n%" + " ".repeat(comment) + "\n");
    List<Integer> offsets = new ArrayList<>();
    for (String object : objects) {
      offsets.add(pdf.length());
      pdf.append("%d 0 obj\n%s\nendobj\n".formatted(offsets.size(), object));
    }
    int table = pdf.length();
    pdf.append("xref\n0 %d\n0000000000 65535 f \n".formatted(offsets.size() + 1));
    offsets.forEach(offset -> pdf.append("%010d 00000 n \n".formatted(offset)));
    pdf.append("trailer\n<</Size %d/Root 1 0 R>>\n".formatted(offsets.size() + 1));
    pdf.append("startxref\n%d\n%%%%EOF\n".formatted(table));
    return pdf.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
