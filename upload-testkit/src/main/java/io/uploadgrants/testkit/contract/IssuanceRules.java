package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Whose a grant is, how long it lasts, and what it tells. */
abstract class IssuanceRules extends JudgedRules {

  IssuanceRules(GrantStrategyContract contract) {
    super(contract);
  }

  @Test
  void theKindIsStable() {
    assertThat(strategy().kind()).isEqualTo(strategy().kind());
  }

  @ParameterizedTest
  @MethodSource("usable")
  void aGrantIsForTheKeyThatItWasGiven(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    String key = "contract/given key+ü.png" + suffix(profile);

    UploadGrant grant = issue(issuer(profile), variety, key, clock().instant());

    assertThat(grant).isKind(strategy().kind());
    if (profile.scope() == UploadScope.PREFIX) {
      assertThat(grant.key()).startsWith(key).endsWith(kind().isForm() ? "/${filename}" : "/");
    } else {
      assertThat(grant).isFor(key);
    }
  }

  @ParameterizedTest
  @MethodSource("usable")
  void aGrantThatIsTakenBackLeavesNothing(ProfileVariety variety) {
    GrantIssuer issuer = issuer(variety.profile(strategy().kind()));
    String key = "contract/taken-back" + suffix(variety.profile(strategy().kind()));
    GrantDraft draft = new GrantDraft(variety.request().build(), key, clock().instant());
    UploadGrant grant = issuer.issue(draft);

    issuer.withdraw(draft, grant);

    assertThat(judge()).doesNotContain(stored(grant));
    if (strategy().kind().completedByApplication()) {
      // What was started in the store takes nothing more.
      assertThat(upload(grant)).isRefused();
    }
  }

  @ParameterizedTest
  @MethodSource("usable")
  void aGrantExpiresWithinTheProfilesValidity(ProfileVariety variety) {
    Instant now = clock().instant();

    assertThat(issue(variety, issuer(variety.profile(strategy().kind())), now))
        .expiresWithin(kind().validity(), () -> now);
  }

  /** Returns the usable varieties of a kind that the given credentials sign. */
  final Stream<ProfileVariety> signed() {
    return isSigned() ? usable() : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("signed")
  void aGrantNeverOutlivesTheCredentialsThatSignIt(ProfileVariety variety) {
    Instant now = clock().instant();
    GrantIssuer issuer = signedUntil(variety, now.plusSeconds(60));

    assertThat(issue(variety, issuer, now)).expiresWithin(Duration.ofMinutes(1), () -> now);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("signed")
  void credentialsWhoseTimeIsOverSignNothing(ProfileVariety variety) {
    Instant now = clock().instant();
    GrantIssuer issuer = signedUntil(variety, now.minusSeconds(1));

    assertThatThrownBy(() -> issue(variety, issuer, now))
        .isInstanceOf(IssuanceFailedException.class);
  }

  @ParameterizedTest
  @MethodSource("usable")
  void noGrantTellsASecret(ProfileVariety variety) {
    Instant now = clock().instant();

    assertThat(issue(variety, issuer(variety.profile(strategy().kind())), now))
        .hasNoSecretInToString();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("signed")
  void noGrantTellsTheCredentialsThatSignIt(ProfileVariety variety) {
    Instant now = clock().instant();

    assertThat(issue(variety, signedUntil(variety, now.plusSeconds(60)), now))
        .hasNoSecretInToString()
        .asString()
        .doesNotContain("SESSION-TOKEN", "SECRET-KEY");
  }

  /** What proves the right to upload is what other credentials make another text of. */
  @ParameterizedTest
  @MethodSource("usable")
  void whatItsCredentialsMakeOfAGrantCountsAsSecret(ProfileVariety variety) {
    Instant now = clock().instant();
    UploadGrant grant = issue(variety, signedBy(variety, "ONE", now), now);
    UploadGrant other = issue(variety, signedBy(variety, "OTHER", now), now);

    List<String> proofs = new ArrayList<>(kind().brought(grant));
    proofs.removeAll(kind().brought(other));

    assertThat(kind().secrets(grant))
        .as("secrets, by their names")
        .containsValues(proofs.toArray(String[]::new));
    // Who makes credentials itself may hand out the same ones again.
    assertThat(proofs.isEmpty()).as("no text depends on the credentials").isIn(false, !isSigned());
  }

  private GrantIssuer signedBy(ProfileVariety variety, String name, Instant now) {
    return isSigned()
        ? signedAs(name, variety, now.plusSeconds(60))
        : issuer(variety.profile(strategy().kind()));
  }

  private UploadGrant issue(ProfileVariety variety, GrantIssuer issuer, Instant now) {
    String key = "contract/key" + suffix(variety.profile(strategy().kind()));
    return issue(issuer, variety, key, now);
  }

  private GrantIssuer signedUntil(ProfileVariety variety, Instant death) {
    return signedAs("", variety, death);
  }

  private GrantIssuer signedAs(String name, ProfileVariety variety, Instant death) {
    AwsSessionCredentials session =
        AwsSessionCredentials.builder()
            .accessKeyId("ACCESS-KEY" + name)
            .secretAccessKey("SECRET-KEY" + name)
            .sessionToken("SESSION-TOKEN" + name)
            .expirationTime(death)
            .build();
    return strategy()
        .prepare(
            variety.profile(strategy().kind()),
            judge().target(),
            (needed, now, request) -> session);
  }
}
