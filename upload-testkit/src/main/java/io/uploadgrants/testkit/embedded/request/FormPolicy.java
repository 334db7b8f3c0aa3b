package io.uploadgrants.testkit.embedded.request;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What is read of a form's policy besides S3Proxy, with the same libraries. What is malformed
 * counts as absent, and is refused by S3Proxy.
 *
 * @param expiration until when the policy is valid
 * @param fields the fields that its conditions name, in lower case
 * @param sizes the minimum and the maximum number of bytes, as they stand there; null for no range
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST
 *     policy</a>
 */
public record FormPolicy(@Nullable Instant expiration, Set<String> fields, @Nullable Sizes sizes) {

  /** A range of sizes, as text. */
  record Sizes(String min, String max) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  public FormPolicy {
    fields = Set.copyOf(fields);
  }

  public static FormPolicy read(String policy) {
    try {
      JsonNode json =
          JSON.readTree(new String(Base64.getMimeDecoder().decode(policy), StandardCharsets.UTF_8));
      JsonNode conditions = json.get("conditions");
      return new FormPolicy(
          expiration(json.get("expiration")), fields(conditions), sizes(conditions));
    } catch (IllegalArgumentException | JacksonException malformed) {
      return new FormPolicy(null, Set.of(), null);
    }
  }

  /** Refuses a form with a field that the policy doesn't name; S3Proxy lets some of them pass. */
  public void checkNames(Form form) {
    for (String name : form.fields().keySet()) {
      boolean free =
          name.equals("policy") || name.equals("x-amz-signature") || name.startsWith("x-ignore-");
      if (!free && !fields.contains(name)) {
        throw S3Error.accessDenied("Invalid according to Policy: Extra input fields: " + name);
      }
    }
  }

  /** Adds the sizes, where it is the size for which a form is refused. */
  public static S3Error explained(Form form, S3Error refused) {
    String policy = form.field("policy");
    Sizes sizes = policy == null ? null : read(policy).sizes();
    if (sizes == null) {
      return refused;
    }
    return switch (refused.code()) {
      case "EntityTooLarge" ->
          refused.with("ProposedSize", form.file().length).with("MaxSizeAllowed", sizes.max());
      case "EntityTooSmall" ->
          refused.with("ProposedSize", form.file().length).with("MinSizeAllowed", sizes.min());
      default -> refused;
    };
  }

  private static @Nullable Instant expiration(@Nullable JsonNode node) {
    try {
      return node != null && node.isString() ? Instant.parse(node.stringValue()) : null;
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  private static Set<String> fields(@Nullable JsonNode conditions) {
    Set<String> names = new HashSet<>();
    if (conditions != null) {
      for (JsonNode condition : conditions) {
        if (condition.isObject()) {
          condition.properties().forEach(each -> names.add(lower(each.getKey())));
        } else if (condition.path(1).asString("").startsWith("$")) {
          names.add(lower(condition.path(1).stringValue().substring(1)));
        }
      }
    }
    return names;
  }

  private static @Nullable Sizes sizes(@Nullable JsonNode conditions) {
    Sizes sizes = null;
    if (conditions != null) {
      for (JsonNode condition : conditions) {
        // Of several, the last one counts, as for S3Proxy.
        if (condition.path(0).asString("").equalsIgnoreCase("content-length-range")) {
          sizes = new Sizes(condition.path(1).asString(""), condition.path(2).asString(""));
        }
      }
    }
    return sizes;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
