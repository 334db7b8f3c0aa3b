package io.uploadgrants.testkit.kind;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of what nobody but a grant's holder may see. */
public final class SecretNames {

  private static final Set<String> NAMES =
      Set.of("policy", "x-amz-signature", "x-amz-security-token", "x-amz-credential");

  private SecretNames() {}

  /** Returns whether a query parameter, header or field of that name holds a secret. */
  public static boolean contain(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns what in a presigned URL is secret. */
  static Map<String, String> ofUrl(String url) {
    Map<String, String> secrets = new LinkedHashMap<>();
    String query = URI.create(url).getRawQuery();
    if (query != null) {
      secrets.put("URL's query", query);
      for (String parameter : query.split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        if (contain(pair[0]) && pair.length == 2) {
          secrets.put(pair[0], pair[1]);
          secrets.put(pair[0] + ", decoded", URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
      }
    }
    return secrets;
  }

  /** Returns those of headers or fields whose names say that they are secret. */
  static Map<String, String> among(Map<String, String> texts) {
    Map<String, String> secrets = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (contain(name)) {
            secrets.put(name, value);
          }
        });
    return secrets;
  }
}
