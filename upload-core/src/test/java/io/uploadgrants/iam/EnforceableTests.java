package io.uploadgrants.iam;

import static io.uploadgrants.TestGrants.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a policy may claim to enforce, and what it mustn't. */
class EnforceableTests {

  private static final String KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234";

  private static UploadTarget.Builder photos() {
    return UploadTarget.bucket("photos").region("eu-west-1");
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(
            UploadConstraint.ENCRYPTION, encrypted(Encryption.sseS3()), StoreFeature.SSE_S3),
        Arguments.of(
            UploadConstraint.ENCRYPTION, encrypted(Encryption.sseKms(null)), StoreFeature.SSE_KMS),
        Arguments.of(
            UploadConstraint.ENCRYPTION,
            encrypted(Encryption.sseKms(KEY_ARN)),
            StoreFeature.SSE_KMS),
        Arguments.of(
            UploadConstraint.STORAGE_CLASS,
            any().storageClass("STANDARD_IA").build(),
            StoreFeature.STORAGE_CLASSES),
        Arguments.of(UploadConstraint.TAGS, any().tag("a", "b").build(), StoreFeature.TAGS),
        Arguments.of(UploadConstraint.HEADERS, any().acl("private").build(), StoreFeature.ACLS));
  }

  private static UploadProfile encrypted(Encryption encryption) {
    return any().encryption(encryption).build();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isWhatTheStoreHasAndConditionsCanDemand(
      UploadConstraint constraint, UploadProfile profile, StoreFeature feature) {
    assertThat(UploadPolicy.enforceable(profile, target()))
        .containsExactlyInAnyOrder(UploadConstraint.KEY, UploadConstraint.VALIDITY, constraint);
    for (StoreFeature missing : List.of(feature, StoreFeature.POLICY_CONDITIONS)) {
      UploadTarget lacking = photos().without(missing).build();
      assertThat(UploadPolicy.enforceable(profile, lacking))
          .as("without %s", missing)
          .containsExactlyInAnyOrder(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isLittleInAStoreOfOthersThatDeclaresNothing(
      UploadConstraint constraint, UploadProfile profile, StoreFeature feature) {
    UploadTarget.Builder minio = photos().endpoint(URI.create("http://127.0.0.1:9000"));
    assertThat(UploadPolicy.enforceable(profile, minio.build())).doesNotContain(constraint);
    assertThat(
            UploadPolicy.enforceable(
                profile, minio.with(feature, StoreFeature.POLICY_CONDITIONS).build()))
        .contains(constraint);
  }

  /** Says nothing of the object, and lets it be replaced. */
  private static UploadProfile.Builder any() {
    return TestGrants.any().overwrite(Overwrite.ALLOWED);
  }

  @Test
  void isNoOverwriteWhereAPolicyCanDemandTheHeader() {
    for (Overwrite forbidden : List.of(Overwrite.NEVER, Overwrite.ONLY_OWN)) {
      UploadProfile profile = any().overwrite(forbidden).build();
      assertThat(UploadPolicy.enforceable(profile, target()))
          .as("%s, whose policy refuses it", forbidden)
          .contains(UploadConstraint.NO_OVERWRITE);
      assertThat(UploadPolicy.of(profile, target()).headers(Map.of()))
          .containsEntry("if-none-match", "*");
    }
    assertThat(UploadPolicy.enforceable(any().build(), target()))
        .doesNotContain(UploadConstraint.NO_OVERWRITE);
  }

  @Test
  void isNotWhatS3HasNoConditionFor() {
    UploadProfile profile =
        any()
            .maxSize(5)
            .contentTypes("image/png")
            .requireChecksum(ChecksumAlgorithm.SHA256)
            .metadata("a", "b")
            .build();
    assertThat(UploadPolicy.enforceable(profile, target()))
        .containsExactlyInAnyOrder(UploadConstraint.KEY, UploadConstraint.VALIDITY);
  }

  static Stream<UploadProfile> unconditionable() {
    return Stream.of(
        encrypted(Encryption.sseKms("12345678-aaaa")),
        encrypted(Encryption.sseKms("alias/up")),
        encrypted(Encryption.sseKms("arn:aws:kms:eu-west-1:123456789012:alias/up")),
        encrypted(new Encryption.SseKms(KEY_ARN, Map.of("a", "b"), null)),
        encrypted(new Encryption.SseKms(KEY_ARN, Map.of(), true)),
        encrypted(new Encryption.SseKms(null, Map.of(), false)),
        any().tag("kind", "a").tag("Kind", "b").build(),
        any().acl("private").cacheControl("no-store").build(),
        any().acl("private").contentDisposition(ObjectSettings.Disposition.ATTACHMENT).build());
  }

  @ParameterizedTest
  @MethodSource("unconditionable")
  void isNotWhatAConditionCouldOnlyHalfDemand(UploadProfile profile) {
    assertThat(UploadPolicy.enforceable(profile, target()))
        .containsExactlyInAnyOrder(UploadConstraint.KEY, UploadConstraint.VALIDITY);
  }

  @Test
  void isTheBucketsOwnerInAwsAlone() {
    UploadProfile profile = any().build();
    assertThat(
            UploadPolicy.enforceable(profile, photos().expectedBucketOwner("123456789012").build()))
        .contains(UploadConstraint.HEADERS);
    for (UploadTarget target :
        List.of(
            photos()
                .expectedBucketOwner("123456789012")
                .without(StoreFeature.EXPECTED_BUCKET_OWNER)
                .build(),
            photos()
                .expectedBucketOwner("123456789012")
                .publicEndpoint(URI.create("https://s3.example.com"))
                .with(StoreFeature.values())
                .build())) {
      assertThat(UploadPolicy.enforceable(profile, target))
          .doesNotContain(UploadConstraint.HEADERS);
    }
  }

  /** Presigned PUTs have a model of their own; where both say something they say the same. */
  @Test
  void headersAreThoseOfAPresignedPut() {
    for (Encryption encryption :
        List.of(Encryption.sseS3(), Encryption.sseKms(null), Encryption.sseKms(KEY_ARN))) {
      UploadProfile.Builder profile =
          TestGrants.any(GrantKind.PRESIGNED_PUT)
              .encryption(encryption)
              .storageClass("STANDARD_IA")
              .acl("bucket-owner-full-control")
              .tag("kind", "a b+c=d:é/@")
              .overwrite(Overwrite.NEVER);
      Map<String, String> more = Map.of("team", "ü._-");
      PresignedPut put = TestGrants.put(profile, TestGrants.request().tag("team", "ü._-"));
      Map<String, String> expected = new TreeMap<>(put.headers());
      expected.keySet().removeAll(List.of("host", "content-type", "content-length"));
      assertThat(UploadPolicy.of(profile.build(), target()).headers(more)).isEqualTo(expected);
    }
  }
}
