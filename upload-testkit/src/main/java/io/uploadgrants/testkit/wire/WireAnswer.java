package io.uploadgrants.testkit.wire;

import io.uploadgrants.testkit.UploadAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer from what came over the wire, however much of it came. */
public final class WireAnswer {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");
  private static final Pattern CODE = Pattern.compile("<Code>([^<]{1,100})</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]+)</Message>");
  private static final Pattern CHUNK =
      Pattern.compile("\\G(?:\r\n)?([0-9a-fA-F]{1,7})[^\r\n]*\r\n");
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int LONGEST_MESSAGE = 300;

  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");

  /** The connection ended without one, or nobody would have read it. */
  static final UploadAnswer NONE = new UploadAnswer(0, "", "", Map.of(), Map.of());

  private WireAnswer() {}

  /** Returns the id of an upload that was begun, or an empty text. */
  public static String uploadId(byte[] bytes) {
    return found(UPLOAD_ID, xml(bytes));
  }

  /** Returns the body, which an answer that is kept doesn't have. */
  public static String xml(byte[] bytes) {
    return xml(parts(bytes));
  }

  public static UploadAnswer of(byte[] bytes) {
    Parts parts = parts(bytes);
    String xml = xml(parts);
    String message = found(MESSAGE, xml);
    return new UploadAnswer(
        parts.status(),
        found(CODE, xml),
        message.substring(0, Math.min(LONGEST_MESSAGE, message.length())),
        parts.headers(),
        ErrorDetails.of(xml));
  }

  /** An answer, its body with one char for each byte. */
  private record Parts(int status, Map<String, List<String>> headers, String body) {}

  private static Parts parts(byte[] bytes) {
    // One char for each byte, so that lengths of chunks count.
    String rest = new String(bytes, StandardCharsets.ISO_8859_1);
    while (true) {
      int end = rest.indexOf(END_OF_HEAD);
      String head = end < 0 ? rest : rest.substring(0, end);
      String body = end < 0 ? "" : rest.substring(end + END_OF_HEAD.length());
      List<String> lines = head.lines().toList();
      Matcher status = STATUS.matcher(lines.isEmpty() ? "" : lines.get(0));
      if (!status.matches()) {
        return new Parts(0, Map.of(), "");
      }
      int number = Integer.parseInt(status.group(1));
      if (number >= 200) {
        return new Parts(number, headers(lines.subList(1, lines.size())), body);
      }
      // An interim answer (100) comes before the real one.
      rest = body;
    }
  }

  private static String xml(Parts parts) {
    boolean chunked =
        parts.headers().getOrDefault("transfer-encoding", List.of()).stream()
            .anyMatch(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"));
    return utf8(chunked ? joined(parts.body()) : parts.body());
  }

  private static Map<String, List<String>> headers(List<String> lines) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(utf8(line.substring(colon + 1).strip()));
      }
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return headers;
  }

  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    Matcher chunk = CHUNK.matcher(chunks);
    int at = 0;
    while (at < chunks.length() && chunk.find(at)) {
      int size = Integer.parseInt(chunk.group(1), 16);
      at = Math.min(chunks.length(), chunk.end() + size);
      body.append(chunks, chunk.end(), at);
      if (size == 0) {
        break;
      }
    }
    return body.toString();
  }

  private static String found(Pattern pattern, String xml) {
    Matcher matcher = pattern.matcher(xml);
    return matcher.find() ? text(matcher.group(1)) : "";
  }

  /** Returns what an element of XML says. */
  static String text(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
        .strip();
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
