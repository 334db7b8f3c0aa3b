package io.uploadgrants.testkit.assertj;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What nobody but a grant's holder may see. */
final class GrantSecrets {

  private static final Set<String> SECRET_NAMES =
      Set.of("policy", "x-amz-signature", "x-amz-security-token", "x-amz-credential");

  private GrantSecrets() {}

  /** Returns whether a query parameter, header or field of that name holds a secret. */
  static boolean isSecret(String name) {
    return SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the grant's secrets, each by what it is: a kind without any doesn't compile. */
  static Map<String, String> of(UploadGrant grant) {
    return switch (grant.kind()) {
      case PRESIGNED_PUT -> ofPut((PresignedPut) grant);
      case POST_POLICY -> named(((PostPolicy) grant).fields());
      case TEMPORARY_CREDENTIALS -> ofSession((TemporaryCredentials) grant);
    };
  }

  private static Map<String, String> ofPut(PresignedPut put) {
    Map<String, String> secrets = named(put.headers());
    String query = URI.create(put.url()).getRawQuery();
    if (query != null) {
      secrets.put("URL's query", query);
      for (String parameter : query.split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        if (isSecret(pair[0]) && pair.length == 2) {
          secrets.put(pair[0], pair[1]);
          secrets.put(pair[0] + ", decoded", URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
      }
    }
    return secrets;
  }

  private static Map<String, String> ofSession(TemporaryCredentials session) {
    Map<String, String> secrets = named(session.headers());
    secrets.put("access key", session.credentials().accessKeyId());
    secrets.put("secret key", session.credentials().secretAccessKey());
    secrets.put("session token", session.credentials().sessionToken());
    return secrets;
  }

  /** Returns those of headers or fields whose names say that they are secret. */
  private static Map<String, String> named(Map<String, String> texts) {
    Map<String, String> secrets = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (isSecret(name)) {
            secrets.put(name, value);
          }
        });
    return secrets;
  }
}
