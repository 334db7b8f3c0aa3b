package io.uploadgrants.testkit.embedded.signature;

import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses {@code x-amz-*} headers and a host that aren't part of the signature, as S3 does, and
 * signed headers that aren't there, which S3Proxy takes for empty ones.
 */
public final class UnsignedHeaders {

  /** What a query says of its signature and its client, in lower case. */
  private static final Set<String> OF_THE_QUERY =
      Set.of(
          "x-amz-algorithm",
          "x-amz-content-sha256",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-security-token",
          "x-amz-signature",
          "x-amz-signedheaders",
          "x-amz-user-agent");

  private UnsignedHeaders() {}

  public static void check(S3Request request, Signing signing) throws IOException {
    refuseInQuery(request);
    List<String> unsigned =
        Collections.list(request.getHeaderNames()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.startsWith("x-amz-") || name.equals("host"))
            .filter(name -> !signing.signedHeaders().contains(name))
            .distinct()
            .sorted()
            .toList();
    if (!unsigned.isEmpty()) {
      throw S3Error.accessDenied("There were headers present in the request which were not signed")
          .with("HeadersNotSigned", String.join(", ", unsigned));
    }
    for (String name : signing.signedHeaders()) {
      if (request.getHeader(name) == null) {
        throw SignatureMismatch.of(
            request,
            "The signed header %s isn't in the request. Send it, even if it is empty."
                .formatted(name));
      }
    }
  }

  /**
   * S3 obeys such a parameter as it obeys the header; ignored, no checksum or policy would hold.
   */
  private static void refuseInQuery(S3Request request) {
    for (String name : request.query().keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("x-amz-") && !OF_THE_QUERY.contains(lower)) {
        throw S3Error.invalidArgument(
                "The header %s is in the query, where the embedded server takes none. Sign it as a header."
                    .formatted(lower))
            .with("ArgumentName", lower);
      }
    }
  }
}
