package io.uploadgrants.testkit.embedded.request;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The parameters by which a request names its operation. */
public final class Subresource {

  private final String method;
  private final Set<String> parameters = new TreeSet<>();

  public Subresource(S3Request request) {
    this.method = request.getMethod();
    for (String name : request.query().keySet()) {
      // The SDKs name the operation in x-id; the signature's parameters are no operation's.
      if (!name.equals("x-id") && !name.toLowerCase(Locale.ROOT).startsWith("x-amz-")) {
        parameters.add(name);
      }
    }
  }

  /** Whether exactly these parameters are there. */
  public boolean is(String... required) {
    return parameters.equals(Set.of(required));
  }

  /** Whether this parameter is there, and else only what may be. */
  public boolean is(String required, Set<String> optional) {
    return parameters.contains(required)
        && parameters.stream().allMatch(p -> p.equals(required) || optional.contains(p));
  }

  /** Whether nothing is there but what may be. */
  public boolean isAtMost(Set<String> optional) {
    return optional.containsAll(parameters);
  }

  public boolean has(String name) {
    return parameters.contains(name);
  }

  public S3Error unknown() {
    return new S3Error(
        501,
        "NotImplemented",
        "A session asked for %s with the parameters %s; the embedded server doesn't know which permissions that needs, and refuses it. Use its root keys."
            .formatted(method, parameters));
  }
}
