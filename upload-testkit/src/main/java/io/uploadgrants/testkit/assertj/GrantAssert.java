package io.uploadgrants.testkit.assertj;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.kind.SecretNames;
import io.uploadgrants.testkit.kind.TestedKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a grant. */
public final class GrantAssert extends AbstractAssert<GrantAssert, UploadGrant> {

  GrantAssert(UploadGrant grant) {
    super(grant, GrantAssert.class);
  }

  /**
   * Verifies the object's key.
   *
   * @param key the whole key; for a prefix a form's with its <code>${filename}</code>, and that of
   *     temporary credentials with its {@code /}
   * @return this
   */
  public GrantAssert isFor(String key) {
    if (!grant().key().equals(key)) {
      failWithMessage("Expected a grant for key <%s>, but it is for <%s>.", key, grant().key());
    }
    return this;
  }

  /**
   * Verifies the kind.
   *
   * @param kind the kind
   * @return this
   */
  public GrantAssert isKind(GrantKind kind) {
    if (grant().kind() != kind) {
      failWithMessage(
          "Expected a grant of kind <%s>, but it is a <%s>.", kind.id(), grant().kind().id());
    }
    return this;
  }

  /**
   * Verifies by the machine's time that the grant still works, and for how long at most.
   *
   * @param most the longest life that it may still have
   * @return this
   */
  public GrantAssert expiresWithin(Duration most) {
    return expiresWithin(most, InstantSource.system());
  }

  /**
   * Verifies that the grant still works, and for how long at most.
   *
   * @param most the longest life that it may still have
   * @param clock the time that the grant was issued by, such as {@code server.clock()}
   * @return this
   */
  public GrantAssert expiresWithin(Duration most, InstantSource clock) {
    Instant now = clock.instant();
    Instant end = grant().expiresAt();
    if (!end.isAfter(now) || end.isAfter(now.plus(most))) {
      failWithMessage(
          "Expected a grant that expires within <%s> of <%s>, but it expires at <%s>, which is <%s> away.",
          most, now, end, Duration.between(now, end));
    }
    return this;
  }

  /**
   * Verifies that the store refuses what breaks the constraints.
   *
   * @param constraints the constraints, among others
   * @return this
   */
  public GrantAssert enforcesByStorage(UploadConstraint... constraints) {
    return enforces(EnforcedBy.STORAGE, constraints);
  }

  /**
   * Verifies that the application removes what breaks the constraints.
   *
   * @param constraints the constraints, among others
   * @return this
   */
  public GrantAssert enforcesAtCompletion(UploadConstraint... constraints) {
    return enforces(EnforcedBy.COMPLETION, constraints);
  }

  private GrantAssert enforces(EnforcedBy by, UploadConstraint... constraints) {
    Map<UploadConstraint, EnforcedBy> enforced = grant().enforced();
    List<String> open =
        List.of(constraints).stream()
            .filter(constraint -> enforced.get(constraint) != by)
            .map(UploadConstraint::id)
            .toList();
    if (!open.isEmpty()) {
      Map<String, String> shown = new LinkedHashMap<>();
      enforced.forEach((constraint, enforcer) -> shown.put(constraint.id(), enforcer.id()));
      failWithMessage(
          "Expected a grant whose %s enforces <%s>, but <%s> isn't; it has <%s>.",
          by.id(), List.of(constraints).stream().map(UploadConstraint::id).toList(), open, shown);
    }
    return this;
  }

  /**
   * Verifies that the client of a presigned PUT, or of temporary credentials, must send a header.
   *
   * @param name its name, in any case
   * @return this
   */
  public GrantAssert hasHeader(String name) {
    return has("header", texts("headers", false), name, null);
  }

  /**
   * Verifies that the client of a presigned PUT, or of temporary credentials, must send a header
   * with one value.
   *
   * @param name its name, in any case
   * @param value its value
   * @return this
   */
  public GrantAssert hasHeader(String name, String value) {
    return has("header", texts("headers", false), name, value);
  }

  /**
   * Verifies that a form has a field.
   *
   * @param name its name, in any case
   * @return this
   */
  public GrantAssert hasField(String name) {
    return has("field", texts("fields", true), name, null);
  }

  /**
   * Verifies that a form has a field with one value.
   *
   * @param name its name, in any case
   * @param value its value
   * @return this
   */
  public GrantAssert hasField(String name, String value) {
    return has("field", texts("fields", true), name, value);
  }

  private GrantAssert has(
      String what, Map<String, String> texts, String name, @Nullable String value) {
    String found =
        texts.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    if (found == null) {
      failWithMessage(
          "Expected a grant with the %s <%s>, but it has only <%s>.", what, name, texts.keySet());
    } else if (value != null && !value.equals(found)) {
      boolean secret = SecretNames.contain(name);
      failWithMessage(
          "Expected a grant whose %s <%s> is <%s>, but it is <%s>.",
          what, name, secret ? "(secret)" : value, secret ? "(another secret)" : found);
    }
    return this;
  }

  private Map<String, String> texts(String what, boolean form) {
    if (kind().isForm() != form) {
      String right =
          Stream.of(GrantKind.values())
              .filter(kind -> TestedKind.of(kind).isForm() == form)
              .map(GrantKind::id)
              .collect(Collectors.joining(" or "));
      failWithMessage(
          "Expected a grant with %s, a %s, but it is a <%s>.", what, right, grant().kind().id());
    }
    return kind().texts(grant());
  }

  private TestedKind kind() {
    return TestedKind.of(grant().kind());
  }

  /**
   * Verifies that none of the grant's own secrets stands in its {@code toString}: signature,
   * policy, session token, credential scope, signed query; of temporary credentials all three
   * parts.
   *
   * @return this
   */
  public GrantAssert hasNoSecretInToString() {
    String text = grant().toString();
    List<String> told =
        kind().secrets(grant()).entrySet().stream()
            .filter(secret -> text.contains(secret.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!told.isEmpty()) {
      failWithMessage("Expected no secret in the grant's toString, but it tells its <%s>.", told);
    }
    return this;
  }

  private UploadGrant grant() {
    isNotNull();
    return Objects.requireNonNull(actual);
  }
}
