package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryCall;
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
public final class GlobalKeys {

  private GlobalKeys() {}

  /**
   * Returns their values.
   *
   * @param address where the request comes from
   */
  public static Map<String, List<String>> of(
      Instant now, String address, @Nullable String userAgent, @Nullable String referer) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    put(values, "aws:SecureTransport", "false");
    put(values, "aws:CurrentTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
    put(values, "aws:EpochTime", String.valueOf(now.getEpochSecond()));
    put(values, "aws:SourceIp", address);
    put(values, "aws:UserAgent", userAgent);
    put(values, "aws:Referer", referer);
    return values;
  }

  static Map<String, List<String>> of(QueryCall call) {
    // The server listens on this address alone, which is therefore its callers' too.
    return of(
        call.now(),
        InetAddress.getLoopbackAddress().getHostAddress(),
        first(call.request().header("user-agent")),
        first(call.request().header("referer")));
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
