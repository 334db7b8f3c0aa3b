package io.uploadgrants.testkit.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what explains an error of S3, and leaves out what nobody else may see. */
final class ErrorDetails {

  private static final int MOST = 10;
  private static final int LONGEST = 2000;
  private static final Pattern ELEMENT = Pattern.compile("<(\\w{1,50})>([^<]+)</\\1>");

  /**
   * What is kept elsewhere, says nothing about the reason, or is a secret: of a form, the text that
   * is signed is its policy.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Code",
          "Message",
          "RequestId",
          "HostId",
          "BucketName",
          "Resource",
          "AWSAccessKeyId",
          "SignatureProvided",
          "StringToSign",
          "StringToSignBytes",
          "CanonicalRequestBytes");

  private static final Pattern TOKEN =
      Pattern.compile("(?i)(x-amz-(?:security-token|signature)[=:])[^&\\s]+");

  private ErrorDetails() {}

  static Map<String, String> of(String xml) {
    Map<String, String> details = new LinkedHashMap<>();
    Matcher element = ELEMENT.matcher(xml.contains("<Error>") ? xml : "");
    while (element.find() && details.size() < MOST) {
      if (!LEFT_OUT.contains(element.group(1))) {
        details.put(element.group(1), bounded(WireAnswer.text(element.group(2))));
      }
    }
    return details;
  }

  private static String bounded(String text) {
    String safe = TOKEN.matcher(text).replaceAll("$1<redacted>");
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
  }
}
