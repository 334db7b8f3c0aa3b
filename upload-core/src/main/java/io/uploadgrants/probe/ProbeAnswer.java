package io.uploadgrants.probe;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store answered.
 *
 * @param text the body, a character for each byte
 */
record ProbeAnswer(int status, HttpHeaders headers, String text) {

  private static final Pattern CODE =
      Pattern.compile("<Code>\\s*([A-Za-z][A-Za-z.]{1,60})\\s*</Code>");

  private static final Set<String> MOMENTARY =
      Set.of("ExpiredToken", "RequestTimeout", "RequestTimeTooSkewed", "SlowDown");

  static ProbeAnswer of(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.ISO_8859_1);
    return new ProbeAnswer(response.statusCode(), response.headers(), text);
  }

  /** Whether it did what was asked: S3 may say 200 before it says that something failed. */
  boolean accepted() {
    return status >= 200 && status < 300 && !text.contains("<Error>");
  }

  /**
   * Whether it says nothing of what the store can: it was busy, failed, sends the client on, or
   * stumbled over the time. 501 says that it won't do it.
   */
  boolean inconclusive() {
    return status >= 300 && status < 400
        || status == 408
        || status == 429
        || status >= 500 && status != 501
        || MOMENTARY.contains(code());
  }

  /** Whether it is about what the keys may do, not about what the store can. */
  boolean denied() {
    return status == 401 || status == 403 && (code().isEmpty() || code().equals("AccessDenied"));
  }

  String code() {
    Matcher found = CODE.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  /** Returns the text of an element without others in it. */
  Optional<String> element(String name) {
    Matcher found =
        Pattern.compile("<%1$s>\\s*([^<]{1,1024}?)\\s*</%1$s>".formatted(name)).matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  boolean isPage() {
    return header("content-type").toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /** Returns the status and S3's code, and nothing else of what a stranger may have written. */
  @Override
  public String toString() {
    if (!code().isEmpty()) {
      return status + " " + code();
    }
    return isPage() ? status + " and a page of HTML" : Integer.toString(status);
  }
}
