package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.Wire;
import io.uploadgrants.Wire.Answer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants for files whose size the client doesn't declare. */
class UndeclaredSizeTests {

  private static final long MIB = 1L << 20;
  private static final EncryptedTickets TICKETS =
      EncryptedTickets.of(TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD"));

  private final Wire wire =
      new Wire()
          .answering(
              sent ->
                  new Answer(
                      200,
                      "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"));

  private UploadGrants grants(UploadProfile.Builder profile) {
    return grants(profile, new MultipartStrategy(to -> wire.client()));
  }

  private static UploadGrants grants(UploadProfile.Builder profile, GrantStrategy strategy) {
    return TestGrants.builder()
        .tickets(TICKETS)
        .strategy(strategy)
        .profile(profile.build())
        .build();
  }

  private static UploadRequest.Builder undeclared() {
    return TestGrants.request().size(null);
  }

  private static UploadRequest.Builder allowed() {
    return undeclared().sizeAtCompletion(true);
  }

  private MultipartUpload open(UploadProfile.Builder profile) {
    return (MultipartUpload) grants(profile).grant(allowed().build());
  }

  private static UploadProfile.Builder multipart() {
    return any(GrantKind.MULTIPART);
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static TicketClaims claims(MultipartUpload grant) {
    return TICKETS.open(Objects.requireNonNull(grant.ticket()).value());
  }

  @Test
  void theGrantSaysThatCompletionEnforcesTheSize() {
    MultipartUpload grant = open(multipart().minSize(3).maxSize(20 * MIB));

    assertThat(grant.enforced())
        .containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.KEY, EnforcedBy.STORAGE);
    assertThat(grant.plan()).isEqualTo(PartPlan.open("u", 20 * MIB, 8 * MIB));
    assertThat(grant.parts()).isEmpty();
    TicketClaims claims = claims(grant);
    assertThat(claims.size()).isNull();
    assertThat(claims.minSize()).isEqualTo(3);
    assertThat(claims.maxSize()).isEqualTo(20 * MIB);
    assertThat(claims.parts()).isEqualTo(grant.plan());
    assertThat(grant.toString()).contains("size=null", "partSize=8388608");
  }

  @Test
  void aProfileWithoutBoundsHasNothingToEnforce() {
    MultipartUpload grant = open(multipart().minSize(0));

    assertThat(grant.enforced()).doesNotContainKey(UploadConstraint.SIZE);
    assertThat(grant.plan().count()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 8388608",
    "5242881, 2, 8388608",
    "83886080000, 10000, 8388608",
    "83886080001, 10000, 9437184",
    "9223372036854775807, 10000, 5368709120",
    ", 10000, 8388608"
  })
  void partNumbersEndWhereTheMaximumDoes(@Nullable Long maxSize, int count, long proposed) {
    UploadProfile.Builder profile = multipart();
    PartPlan plan = open(maxSize == null ? profile : profile.maxSize(maxSize)).plan();

    assertThat(plan.count()).isEqualTo(count);
    assertThat(plan.partSize()).isEqualTo(proposed);
  }

  @Test
  void aPartIsSignedWithoutItsLength() {
    UploadGrants grants = grants(multipart().maxSize(12 * MIB));
    MultipartUpload grant = (MultipartUpload) grants.grant(allowed().build());

    List<SignedPart> parts = grants.parts(claims(grant), List.of(3, 1)).parts();

    assertThat(parts).extracting(SignedPart::partNumber).containsExactly(3, 1);
    assertThat(parts).extracting(SignedPart::size).containsOnlyNulls();
    assertThat(parts)
        .extracting(SignedPart::url)
        .allMatch(url -> url.contains("X-Amz-SignedHeaders=host&"))
        .anyMatch(url -> url.contains("partNumber=3&uploadId=u&"));
    assertThat(parts.get(0).toString()).contains("size=null").doesNotContain("Signature");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4, 10_000})
  void noPartIsSignedBeyondTheMaximum(int number) {
    UploadGrants grants = grants(multipart().maxSize(12 * MIB));
    TicketClaims claims = claims((MultipartUpload) grants.grant(allowed().build()));

    assertRefused(ErrorCode.INVALID_REQUEST, () -> grants.parts(claims, List.of(1, number)));
  }

  /** Whatever an application's page sends: it is the server that allows it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutTheApplicationsWordASizeIsRequired(boolean named) {
    UploadRequest request = undeclared().kind(named ? GrantKind.MULTIPART : null).build();

    assertRefused(
        ErrorCode.SIZE_REQUIRED, () -> grants(multipart().maxSize(9 * MIB)).grant(request));
    assertThat(wire.sent()).isEmpty();
  }

  @Test
  void withoutTheApplicationsWordASizeIsRequiredAlsoWithoutBounds() {
    assertRefused(
        ErrorCode.SIZE_REQUIRED,
        () -> grants(multipart().minSize(0)).grant(undeclared().kind(GrantKind.MULTIPART).build()));
  }

  @Test
  void aDeclaredSizeIsCheckedAndSignedAllTheSame() {
    UploadGrants grants = grants(multipart().maxSize(9 * MIB));

    MultipartUpload grant = (MultipartUpload) grants.grant(allowed().size(9 * MIB).build());

    assertThat(grant.enforced()).containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE);
    assertThat(grant.plan()).isEqualTo(new PartPlan("u", 9 * MIB, 8 * MIB));
    assertThat(grant.parts()).extracting(SignedPart::size).containsExactly(8 * MIB, MIB);
    assertRefused(ErrorCode.TOO_LARGE, () -> grants.grant(allowed().size(9 * MIB + 1).build()));
  }

  /** One request of any size can't be stopped, nor taken apart again. */
  @Test
  void aPutNeedsItsSizeAndAFormHasARange() {
    UploadGrants put = grants(any(GrantKind.PRESIGNED_PUT).maxSize(9));
    assertRefused(ErrorCode.SIZE_REQUIRED, () -> put.grant(allowed().build()));
    UploadGrants both = grants(any(GrantKind.PRESIGNED_PUT, GrantKind.MULTIPART).maxSize(9));
    assertThat(both.grant(allowed().build()).kind()).isEqualTo(GrantKind.MULTIPART);
    assertRefused(
        ErrorCode.SIZE_REQUIRED, () -> both.grant(allowed().kind(GrantKind.PRESIGNED_PUT).build()));
    UploadGrants form = grants(any(GrantKind.POST_POLICY, GrantKind.MULTIPART).maxSize(9));
    assertThat(form.grant(allowed().build()).enforced())
        .containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE);
    UploadGrants partsFirst = grants(any(GrantKind.MULTIPART, GrantKind.POST_POLICY).maxSize(9));
    assertThat(partsFirst.grant(allowed().build()).kind()).isEqualTo(GrantKind.MULTIPART);
    assertThat(partsFirst.grant(undeclared().build()).kind()).isEqualTo(GrantKind.POST_POLICY);
  }

  @ParameterizedTest
  @EnumSource
  void theChecksumOfTheWholeNeedsNoSize(ChecksumAlgorithm algorithm) {
    UploadRequest request =
        allowed().checksum(Checksum.of(algorithm, new byte[5])).kind(GrantKind.MULTIPART).build();
    UploadGrants grants = grants(multipart().maxSize(9));

    if (algorithm == ChecksumAlgorithm.SHA1 || algorithm == ChecksumAlgorithm.SHA256) {
      assertRefused(ErrorCode.INVALID_REQUEST, () -> grants.grant(request));
    } else {
      assertThat(grants.grant(request).enforced())
          .containsEntry(UploadConstraint.CHECKSUM, EnforcedBy.STORAGE);
      assertThat(wire.last().header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
    }
  }

  @Test
  void anAuthorizerCanRefuseWhatDeclaresNoSize() {
    List<Boolean> seen = new ArrayList<>();
    UploadGrants grants =
        TestGrants.builder()
            .tickets(TICKETS)
            .strategy(new MultipartStrategy(to -> wire.client()))
            .profile(multipart().maxSize(9).build())
            .authorizer((request, profile) -> seen.add(request.sizeAtCompletion()))
            .build();

    grants.grant(allowed().build());
    grants.grant(TestGrants.request().build());

    assertThat(seen).containsExactly(true, false);
    assertThat(allowed().sizeAtCompletion()).isTrue();
    assertThat(undeclared().sizeAtCompletion()).isFalse();
  }

  /** A strategy of an application's own that leaves the size to completion, asked or not. */
  private record Late(GrantStrategy real, GrantKind kind) implements GrantStrategy {

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return real.enforces(profile, target);
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      Map<UploadConstraint, EnforcedBy> late = new EnumMap<>(UploadConstraint.class);
      late.putAll(real.enforces(profile, target));
      late.put(UploadConstraint.SIZE, EnforcedBy.COMPLETION);
      return GrantIssuer.of(late, real.prepare(profile, target, credentials)::issue);
    }
  }

  @Test
  void noStrategyLeavesASizeToCompletionThatIsDeclaredOrMustBe() {
    GrantStrategy late = new Late(new MultipartStrategy(to -> wire.client()), GrantKind.MULTIPART);
    UploadGrants grants = grants(multipart().maxSize(9), late);

    assertRefused(ErrorCode.SIZE_REQUIRED, () -> grants.grant(undeclared().build()));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants.grant(allowed().size(5L).build()))
        .withMessageContaining("it isn't issued");
    assertThat(wire.sent()).isEmpty();
  }

  /** Of what a PUT stores nobody sums anything up before it is there. */
  @Test
  void noOtherKindLeavesItsSizeToCompletion() {
    GrantStrategy late = new Late(new PresignedPutStrategy(), GrantKind.PRESIGNED_PUT);
    UploadGrants grants = grants(any().kinds(GrantSettings.presignedPut()).maxSize(9), late);

    assertRefused(ErrorCode.SIZE_REQUIRED, () -> grants.grant(allowed().build()));
  }
}
