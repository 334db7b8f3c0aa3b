package io.uploadgrants.testkit.embedded.signature;

import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses what two readers could read in two ways. */
public final class Ambiguity {

  private Ambiguity() {}

  /** Checks the query and the headers, signed or not. */
  public static void check(S3Request request) {
    Set<String> names = new HashSet<>();
    request
        .query()
        .forEach(
            (name, values) -> {
              if (values.size() > 1 || !names.add(name.toLowerCase(Locale.ROOT))) {
                throw repeatedParameter(name);
              }
            });
    for (String name : Set.copyOf(Collections.list(request.getHeaderNames()))) {
      String lower = name.toLowerCase(Locale.ROOT);
      List<String> values = Collections.list(request.getHeaders(name));
      if (values.size() > 1 && isRead(lower)) {
        throw S3Error.invalidArgument(
                "The header %s is there %d times; once is what S3 can read. Send one."
                    .formatted(lower, values.size()))
            .with("ArgumentName", lower);
      }
    }
  }

  /** Metadata may be repeated, which S3 joins. */
  private static boolean isRead(String header) {
    return header.equals("authorization")
        || header.equals("date")
        || header.startsWith("x-amz-") && !header.startsWith("x-amz-meta-");
  }

  private static S3Error repeatedParameter(String name) {
    String text =
        "The query parameter %s is there more than once; once is what S3 can read. Send one."
            .formatted(name);
    return name.toLowerCase(Locale.ROOT).startsWith("x-amz-")
        ? Signing.malformedQuery(text)
        : S3Error.invalidArgument(text).with("ArgumentName", name);
  }
}
