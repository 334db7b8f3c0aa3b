package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.SignedPart;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is claimed is enforced. */
abstract class EnforcementRules extends JudgedRules {

  EnforcementRules(GrantStrategyContract contract) {
    super(contract);
  }

  private Supplier<UploadGrant> supplier(ProfileVariety variety) {
    UploadGrants grants = grants(variety.profile(strategy().kind()));
    UploadRequest request = variety.request().build();
    return () -> grants.grant(request);
  }

  @ParameterizedTest
  @MethodSource("usable")
  void theRightUploadIsAcceptedAndStoredWhole(ProfileVariety variety) {
    UploadGrant grant = supplier(variety).get();
    UploadAnswer answer = upload(grant);

    assertThat(answer).as(answer.message()).isAccepted();
    assertThat(judge()).contains(stored(grant)).withBytes(ProfileVariety.FILE);
    remove(grant);
  }

  @ParameterizedTest
  @MethodSource("usable")
  void noAlteredCopyDoesHarmWhereTheServerChecks(ProfileVariety variety) {
    assertThat(harmful(client().tampering(supplier(variety), ProfileVariety.FILE)))
        .as("altered copies that do harm")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("usable")
  void anExpiredGrantIsRefused(ProfileVariety variety) {
    UploadGrant grant = expired(variety);

    assertThat(upload(grant)).isRefused();
    assertThat(judge()).doesNotContain(stored(grant));
  }

  private UploadGrant expired(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    if (isSigned()) {
      InstantSource past = () -> clock().instant().minus(profile.validity().multipliedBy(2));
      return grants(profile, judge().target(), past).grant(variety.request().build());
    }
    // Whoever makes the credentials has a time of its own.
    assumeTrue(judge().checks().contains(ServerCheck.TEST_CLOCK), "the server's time can be moved");
    UploadGrant grant = supplier(variety).get();
    judge().clock().advance(profile.validity().plusSeconds(2));
    return grant;
  }

  @ParameterizedTest
  @MethodSource("usable")
  void aSecondGrantForTheSameKeyReplacesNothingWhereThatIsClaimed(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    String key = "contract/twice-" + clock().instant().toEpochMilli() + suffix(profile);
    UploadGrant first = issue(issuer(profile), variety, key, clock().instant());
    UploadGrant second = issue(issuer(profile), variety, key, clock().instant());
    boolean guarded = first.enforced().get(UploadConstraint.NO_OVERWRITE) == EnforcedBy.STORAGE;
    String stored = stored(first);
    try {
      assertThat(upload(first)).isAccepted();
      UploadAnswer again = upload(second);

      assertThat(again.accepted()).as("second upload").isEqualTo(!guarded);
      assertThat(judge()).contains(stored).withBytes(ProfileVariety.FILE);
    } finally {
      remove(stored);
    }
  }

  /** Returns a variety of a kind that is sent in parts. */
  final Stream<ProfileVariety> inParts() {
    return strategy().kind().completedByApplication()
            && judge().checks().contains(ServerCheck.PUT_SIGNATURE)
        ? usable().limit(1)
        : Stream.empty();
  }

  /** The application finds out only when all of it is stored. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("inParts")
  void aPartOfAnotherLengthIsRefusedByTheStore(ProfileVariety variety) {
    MultipartUpload grant = (MultipartUpload) supplier(variety).get();
    SignedPart part = grant.parts().get(0);
    byte[] longer = Arrays.copyOf(ProfileVariety.FILE, ProfileVariety.FILE.length + 1);
    try {
      assertThat(client().uploadParts(List.of(new UploadPart(part.url(), part.headers(), longer))))
          .noneMatch(UploadAnswer::accepted);
    } finally {
      judge()
          .client()
          .abortMultipartUpload(
              abort ->
                  abort
                      .bucket(judge().bucket())
                      .key(grant.key())
                      .uploadId(grant.plan().uploadId()));
    }
  }
}
