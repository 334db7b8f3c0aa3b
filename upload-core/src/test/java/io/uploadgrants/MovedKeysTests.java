package io.uploadgrants;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that objects are moved from and to. */
class MovedKeysTests {

  private static final EncryptedTickets TICKETS =
      EncryptedTickets.of(TokenSecrets.of("a secret of thirty-two bytes, only for tests"));
  private static final CompletionSettings MOVING =
      completion().moveTo(ObjectKeyPolicy.random("accepted"));

  /** Every key is told beforehand, or any text is one. */
  private record Told(String key) implements ObjectKeyPolicy {
    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return key;
    }

    @Override
    public boolean unguessable() {
      return key.startsWith("accepted/");
    }
  }

  /** Says nothing of some constraints, and that the store enforces the others. */
  private record Leaving(Set<UploadConstraint> open) implements GrantStrategy {

    @Override
    public GrantKind kind() {
      return GrantKind.PRESIGNED_PUT;
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(UploadConstraint.class);
      EnumSet.complementOf(EnumSet.copyOf(open))
          .forEach(constraint -> all.put(constraint, EnforcedBy.STORAGE));
      return all;
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      Map<UploadConstraint, EnforcedBy> enforces = enforces(profile, target);
      Instant end = TestGrants.NOW.plusSeconds(60);
      return GrantIssuer.of(
          enforces, draft -> new PresignedPut(draft.key(), "u", Map.of(), Map.of(), end, enforces));
    }
  }

  private static UploadGrants grants(UploadProfile.Builder profile, UploadConstraint open) {
    return TestGrants.builder()
        .tickets(TICKETS)
        .strategy(new Leaving(Set.of(open)))
        .profile(profile.build())
        .build();
  }

  @Test
  void whatIsMovedFromKeysThatNeverRepeatReplacesNothing() {
    UploadProfile.Builder profile = TestGrants.any().overwrite(Overwrite.NEVER).completion(MOVING);

    assertThat(
            grants(profile, UploadConstraint.NO_OVERWRITE)
                .grant(TestGrants.request().build())
                .enforced())
        .containsEntry(UploadConstraint.NO_OVERWRITE, EnforcedBy.COMPLETION);
    assertThatThrownBy(
            () -> grants(profile.keys(new Told("current")), UploadConstraint.NO_OVERWRITE))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("demands no-overwrite");
  }

  /** Clients and servers would make another key of it, or none. */
  @ParameterizedTest
  @ValueSource(
      strings = {"accepted/../x", "accepted//x", "accepted/\u0000", "accepted/${filename}"})
  void aKeyToMoveToThatIsNoKeyIsRefused(String key) {
    UploadGrants grants =
        TestGrants.builder()
            .tickets(TICKETS)
            .profile(
                TestGrants.any()
                    .kinds(GrantKind.POST_POLICY)
                    .completion(completion().moveTo(new Told(key)))
                    .build())
            .build();

    assertThatThrownBy(() -> grants.grant(TestGrants.request().build()))
        .isInstanceOf(UploadRefusedException.class);
  }
}
