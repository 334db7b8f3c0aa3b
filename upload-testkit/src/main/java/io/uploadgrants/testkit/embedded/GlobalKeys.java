package io.uploadgrants.testkit.embedded;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that requests to every service have.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
 *     global condition context keys</a>
 */
final class GlobalKeys {

  private GlobalKeys() {}

  static Map<String, List<String>> of(S3Request request, Instant now) {
    Map<String, List<String>> values = of(now, request.getRemoteAddr());
    put(values, "aws:UserAgent", request.getHeader("User-Agent"));
    put(values, "aws:Referer", request.getHeader("Referer"));
    return values;
  }

  static Map<String, List<String>> of(QueryCall call) {
    // The server listens on this address alone, which is therefore its callers' too.
    Map<String, List<String>> values =
        of(call.now(), InetAddress.getLoopbackAddress().getHostAddress());
    put(values, "aws:UserAgent", first(call.request().header("user-agent")));
    put(values, "aws:Referer", first(call.request().header("referer")));
    return values;
  }

  private static Map<String, List<String>> of(Instant now, String address) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    put(values, "aws:SecureTransport", "false");
    put(values, "aws:CurrentTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
    put(values, "aws:EpochTime", String.valueOf(now.getEpochSecond()));
    put(values, "aws:SourceIp", address);
    return values;
  }

  private static @Nullable String first(List<String> values) {
    return values.isEmpty() ? null : values.get(0);
  }

  private static void put(Map<String, List<String>> values, String key, @Nullable String value) {
    if (value != null) {
      values.put(key, List.of(value));
    }
  }
}
