package io.uploadgrants.testkit.assertj;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.kind.TestedKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class GrantAssertTests {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  private static final InstantSource CLOCK = () -> NOW;
  private static final PresignedPut PUT =
      put(
          "https://s3.example/b/k?X-Amz-Credential=AKID%2Fscope&X-Amz-Signature=5ec2e7",
          Map.of("content-type", "image/png"));
  private static final PostPolicy FORM =
      new PostPolicy(
          "k",
          "https://s3.example/b/",
          Map.of("key", "k", "policy", "c2VjcmV0", "x-amz-signature", "5ec2e7"),
          Map.of(),
          NOW.plusSeconds(300),
          Map.of());

  private static PresignedPut put(String url, Map<String, String> headers) {
    return new PresignedPut(
        "k",
        url,
        headers,
        Map.of(),
        NOW.plusSeconds(300),
        Map.of(
            UploadConstraint.SIZE,
            EnforcedBy.STORAGE,
            UploadConstraint.CHECKSUM,
            EnforcedBy.COMPLETION));
  }

  @Test
  void whatIsThereIsFound() {
    assertThat(PUT)
        .isFor("k")
        .isKind(GrantKind.PRESIGNED_PUT)
        .expiresWithin(Duration.ofMinutes(5), CLOCK)
        .enforcesByStorage(UploadConstraint.SIZE)
        .enforcesAtCompletion(UploadConstraint.CHECKSUM)
        .hasHeader("Content-Type")
        .hasHeader("content-type", "image/png")
        .hasNoSecretInToString();
    assertThat(FORM)
        .isKind(GrantKind.POST_POLICY)
        .hasField("key")
        .hasField("Key", "k")
        .hasField("x-amz-signature", "5ec2e7")
        .hasNoSecretInToString();
  }

  private static void assertFails(Runnable assertion, String... told) {
    assertThatThrownBy(assertion::run)
        .isInstanceOf(AssertionError.class)
        .message()
        .contains(told)
        .doesNotContain("5ec2e7", "c2VjcmV0", "AKID", "https://");
  }

  @Test
  void temporaryCredentialsTellTheirHeadersButNotThemselves() {
    UploadGrant grant = session("users/alice/");

    assertThat(grant)
        .isFor("users/alice/")
        .isKind(GrantKind.TEMPORARY_CREDENTIALS)
        .hasHeader("if-none-match", "*")
        .hasNoSecretInToString();
    for (String secret : List.of("AKID", "5ec2e7", "c2VjcmV0")) {
      assertFails(
          () -> assertThat(session("users/" + secret + "/")).hasNoSecretInToString(),
          switch (secret) {
            case "AKID" -> "access key";
            case "5ec2e7" -> "secret key";
            default -> "session token";
          });
    }
  }

  private static UploadGrant session(String key) {
    return new TemporaryCredentials(
        key,
        UploadScope.PREFIX,
        AwsSessionCredentialsIdentity.create("AKID", "5ec2e7", "c2VjcmV0"),
        UploadTarget.bucket("photos").region("eu-west-1").build(),
        Map.of("if-none-match", "*"),
        null,
        NOW.plusSeconds(900),
        Map.of());
  }

  @Test
  void anotherKeyIsTold() {
    assertFails(() -> assertThat(PUT).as("mine").isFor("x"), "[mine]", "<x>", "<k>");
  }

  @Test
  void anotherKindIsTold() {
    assertFails(
        () -> assertThat(PUT).isKind(GrantKind.POST_POLICY), "<post-policy>", "<presigned-put>");
  }

  @Test
  void anExpiryTooLateOrOverIsTold() {
    assertFails(
        () -> assertThat(PUT).expiresWithin(Duration.ofSeconds(299), CLOCK),
        "<PT4M59S>",
        "<2026-11-24T10:20:30Z>",
        "<PT5M>");
    assertFails(
        () -> assertThat(PUT).expiresWithin(Duration.ofDays(1), () -> PUT.expiresAt()), "<PT0S>");
  }

  @Test
  void theMachinesTimeCountsWhereNoClockIsGiven() {
    UploadGrant old = new PresignedPut("k", PUT.url(), Map.of(), Map.of(), Instant.EPOCH, Map.of());
    UploadGrant fresh =
        new PresignedPut(
            "k",
            PUT.url(),
            Map.of(),
            Map.of(),
            InstantSource.system().instant().plusSeconds(60),
            Map.of());

    assertFails(() -> assertThat(old).expiresWithin(Duration.ofDays(1)), "<1970-01-01T00:00:00Z>");
    assertThat(fresh).expiresWithin(Duration.ofMinutes(1));
  }

  @Test
  void aConstraintThatNobodyOrAnotherEnforcesIsTold() {
    assertFails(
        () -> assertThat(PUT).enforcesByStorage(UploadConstraint.SIZE, UploadConstraint.TAGS),
        "storage enforces <[size, tags]>",
        "<[tags]> isn't",
        "size=storage",
        "checksum=completion");
    assertFails(
        () -> assertThat(PUT).enforcesByStorage(UploadConstraint.CHECKSUM), "<[checksum]> isn't");
    assertFails(
        () -> assertThat(PUT).enforcesAtCompletion(UploadConstraint.SIZE), "completion enforces");
  }

  @Test
  void aHeaderOrFieldThatIsMissingOrAnotherIsToldButNeverASecret() {
    assertFails(() -> assertThat(PUT).hasHeader("x-amz-acl"), "<x-amz-acl>", "<[content-type]>");
    assertFails(
        () -> assertThat(PUT).hasHeader("content-type", "text/html"), "<text/html>", "<image/png>");
    assertFails(() -> assertThat(FORM).hasField("acl"), "<acl>", "policy", "x-amz-signature");
    assertFails(() -> assertThat(FORM).hasField("key", "x"), "<x>", "<k>");
    assertFails(() -> assertThat(FORM).hasField("Policy", "x"), "<Policy>", "(another secret)");
  }

  @Test
  void headersOfAFormAndFieldsOfAPutAreRefused() {
    assertFails(() -> assertThat(FORM).hasHeader("key"), "<post-policy>");
    assertFails(() -> assertThat(PUT).hasField("content-type"), "<presigned-put>");
  }

  @Test
  void aSecretInToStringIsToldByItsNameOnly() {
    // The key is the only part of a grant that toString shows as it is.
    PresignedPut leak =
        new PresignedPut("upload-5ec2e7-AKID/scope", PUT.url(), Map.of(), Map.of(), NOW, Map.of());

    assertFails(
        () -> assertThat(leak).hasNoSecretInToString(),
        "X-Amz-Signature",
        "X-Amz-Credential, decoded");
    PostPolicy form =
        new PostPolicy("c2VjcmV0", "u", FORM.fields(), Map.of(), FORM.expiresAt(), Map.of());
    assertFails(() -> assertThat(form).hasNoSecretInToString(), "<[policy]>");
  }

  @Test
  void everySecretOfAGrantIsKnown() {
    assertThat(secrets(PUT))
        .containsOnlyKeys(
            "URL's query",
            "X-Amz-Credential",
            "X-Amz-Credential, decoded",
            "X-Amz-Signature",
            "X-Amz-Signature, decoded");
    assertThat(secrets(FORM)).containsOnlyKeys("policy", "x-amz-signature");
    assertThat(secrets(put("https://s3.example/b/k", Map.of("X-Amz-Security-Token", "t"))))
        .containsOnlyKeys("X-Amz-Security-Token");
  }

  private static Map<String, String> secrets(UploadGrant grant) {
    return TestedKind.of(grant.kind()).secrets(grant);
  }
}
