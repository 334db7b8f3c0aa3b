package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one rule: a constraint is enforced, or no grant is issued. */
class EnforcementTests {

  /** The kinds that need no strategy of the application's own. */
  private static UploadTarget without(StoreFeature... features) {
    return UploadTarget.bucket("photos").region("eu-west-1").without(features).build();
  }

  private static void assertRefusesToBuild(
      UploadTarget target, UploadProfile.Builder profile, String setting, String... texts) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> TestGrants.of(target, profile))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failed.setting()).isEqualTo(setting);
              assertThat(failed.getMessage()).contains(texts);
            });
  }

  @Nested
  class Forms {

    @Test
    void cantStopAnOverwriteAndTheTextNamesTheKindThatCan() {
      UploadProfile.Builder profile =
          any(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY).overwrite(Overwrite.NEVER);
      assertRefusesToBuild(
          TestGrants.target(),
          profile,
          "profiles.any.kinds",
          "no-overwrite",
          "post-policy can't enforce",
          "Remove post-policy",
          "enforced by: presigned-put");
    }

    @Test
    void haveNoFieldForTheExpectedOwner() {
      assertRefusesToBuild(
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .expectedBucketOwner("123456789012")
              .build(),
          any(GrantKind.POST_POLICY),
          "profiles.any.kinds",
          "headers",
          "post-policy can't enforce",
          "enforced by: presigned-put");
    }

    @Test
    void cantGuardKeysThatRepeat() {
      assertRefusesToBuild(
          TestGrants.target(),
          any(GrantKind.POST_POLICY).keys((request, now, random) -> "k"),
          "profiles.any.overwrite",
          "keys that can repeat",
          "Use keys with a random part");
    }

    @Test
    void takeKeysThatRepeatWhenOverwritingIsAllowed() {
      assertThatCode(
              () ->
                  TestGrants.of(
                      any(GrantKind.POST_POLICY)
                          .keys((request, now, random) -> "k")
                          .overwrite(Overwrite.ALLOWED)))
          .doesNotThrowAnyException();
    }

    static List<UnaryOperator<UploadProfile.Builder>> boundToOneFile() {
      return List.of(
          p -> p.requireChecksum(ChecksumAlgorithm.SHA256),
          p -> p.fileNameAsMetadata("n"),
          p -> p.contentTypes("image/png", "image/jpeg"));
    }

    @ParameterizedTest
    @MethodSource("boundToOneFile")
    void forAPrefixCantBindWhatIsOfOneFile(UnaryOperator<UploadProfile.Builder> setting) {
      assertRefusesToBuild(
          TestGrants.target(),
          setting.apply(any(GrantKind.POST_POLICY).scope(UploadScope.PREFIX)),
          "profiles.any.kinds",
          "post-policy can't enforce",
          "no kind enforces it here");
    }
  }

  @Nested
  class Puts {

    @Test
    void cantGrantAPrefix() {
      assertRefusesToBuild(
          TestGrants.target(),
          any().scope(UploadScope.PREFIX),
          "profiles.any.kinds",
          "demands key",
          "enforced by: post-policy");
    }

    @Test
    void cantGuardKeysThatRepeatWithoutConditionalWrites() {
      assertRefusesToBuild(
          without(StoreFeature.CONDITIONAL_WRITES),
          any().keys((request, now, random) -> "k"),
          "profiles.any.overwrite",
          "presigned-put can't stop");
    }
  }

  /** A feature that a store lacks, and a profile that needs it. */
  private record Need(
      StoreFeature feature,
      UploadConstraint constraint,
      UnaryOperator<UploadProfile.Builder> setting) {
    @Override
    public String toString() {
      return feature.id();
    }
  }

  static List<Need> needs() {
    return List.of(
        new Need(
            StoreFeature.CONDITIONAL_WRITES,
            UploadConstraint.NO_OVERWRITE,
            p -> p.overwrite(Overwrite.NEVER)),
        new Need(
            StoreFeature.CHECKSUMS,
            UploadConstraint.CHECKSUM,
            p -> p.requireChecksum(ChecksumAlgorithm.CRC32)),
        new Need(StoreFeature.TAGS, UploadConstraint.TAGS, p -> p.tag("a", "b")),
        new Need(StoreFeature.ACLS, UploadConstraint.HEADERS, p -> p.acl("private")),
        new Need(
            StoreFeature.STORAGE_CLASSES,
            UploadConstraint.STORAGE_CLASS,
            p -> p.storageClass("GLACIER")),
        new Need(
            StoreFeature.SSE_S3,
            UploadConstraint.ENCRYPTION,
            p -> p.encryption(Encryption.sseS3())),
        new Need(
            StoreFeature.SSE_KMS,
            UploadConstraint.ENCRYPTION,
            p -> p.encryption(Encryption.sseKms(null))));
  }

  @Nested
  class Stores {

    @ParameterizedTest
    @MethodSource("io.uploadgrants.EnforcementTests#needs")
    void thatLackAFeatureDontTakeAProfileThatNeedsIt(Need need) {
      for (GrantKind kind : TestGrants.SIGNED_KINDS) {
        boolean never = need.feature() == StoreFeature.CONDITIONAL_WRITES;
        if (never && kind == GrantKind.POST_POLICY) {
          continue;
        }
        assertRefusesToBuild(
            without(need.feature()),
            need.setting().apply(any(kind)),
            "profiles.any.kinds",
            "demands " + need.constraint().id(),
            kind.id() + " can't enforce",
            "drop the constraint",
            "no kind enforces it here");
        assertThatCode(() -> TestGrants.of(need.setting().apply(any(kind))))
            .as("a store that has it")
            .doesNotThrowAnyException();
      }
    }

    @Test
    void withoutFormsDontTakeThem() {
      assertRefusesToBuild(
          without(StoreFeature.POST_POLICY),
          any(GrantKind.POST_POLICY),
          "profiles.any.kinds",
          "it has no post-policy");
    }

    @Test
    void withoutTheExpectedOwnerDontTakeOne() {
      assertRefusesToBuild(
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .expectedBucketOwner("123456789012")
              .without(StoreFeature.EXPECTED_BUCKET_OWNER)
              .build(),
          any(),
          "profiles.any.kinds",
          "headers");
    }

    @Test
    void thatDontCheckStartsOfTypesDontTakeThemForAPrefix() {
      UploadTarget target = without(StoreFeature.CONTENT_TYPE_PREFIXES);
      assertRefusesToBuild(
          target,
          any(GrantKind.POST_POLICY).scope(UploadScope.PREFIX).contentTypes("image/*"),
          "profiles.any.kinds",
          "content-type");
      assertThatCode(
              () ->
                  TestGrants.of(
                      target,
                      any(GrantKind.POST_POLICY)
                          .scope(UploadScope.PREFIX)
                          .contentTypes("image/png")))
          .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("io.uploadgrants.EnforcementTests#needs")
    void withAnEndpointOfTheirOwnHaveToDeclareWhatSuchStoresIgnore(Need need) {
      Set<StoreFeature> ignored = EnumSet.of(StoreFeature.ACLS, StoreFeature.STORAGE_CLASSES);
      UploadTarget.Builder target =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .endpoint(URI.create("http://127.0.0.1:9000"));
      if (ignored.contains(need.feature())) {
        assertRefusesToBuild(
            target.build(),
            need.setting().apply(any()),
            "profiles.any.kinds",
            need.constraint().id(),
            "declare that feature on the target");
      }
      assertThatCode(
              () -> TestGrants.of(target.with(need.feature()).build(), need.setting().apply(any())))
          .doesNotThrowAnyException();
    }

    @Test
    void takeFilesOf5GibInOneRequestAndNoLargerProfile() {
      long limit = 5L << 30;
      for (GrantKind kind : TestGrants.SIGNED_KINDS) {
        assertThatCode(() -> TestGrants.of(any(kind).maxSize(limit))).doesNotThrowAnyException();
        for (UploadProfile.Builder large :
            List.of(any(kind).maxSize(limit + 1), any(kind).minSize(limit + 1))) {
          assertRefusesToBuild(TestGrants.target(), large, "profiles.any.max-size", "allow less");
        }
      }
    }

    @Test
    void everyFeatureHasATestHere() {
      Set<StoreFeature> tested = EnumSet.of(StoreFeature.POST_POLICY);
      tested.add(StoreFeature.EXPECTED_BUCKET_OWNER);
      tested.add(StoreFeature.CONTENT_TYPE_PREFIXES);
      // s3.GuardHeadersTests
      tested.add(StoreFeature.UNSIGNED_HEADERS_REFUSED);
      tested.add(StoreFeature.EMPTY_HEADERS);
      // sts.TemporaryCredentialsTests and the tests of iam
      tested.add(StoreFeature.POLICY_CONDITIONS);
      tested.add(StoreFeature.POLICY_ESCAPES);
      tested.add(StoreFeature.CONDITIONAL_WRITE_POLICIES);
      needs().forEach(need -> tested.add(need.feature()));
      assertThat(tested).containsExactlyInAnyOrder(StoreFeature.values());
    }

    @Test
    void thatLackWhatARequestAddsIssueNoGrant() {
      UploadGrants grants =
          TestGrants.of(without(StoreFeature.CHECKSUMS, StoreFeature.TAGS), any());
      Checksum checksum = new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==");
      for (UploadRequest.Builder request :
          List.of(request().checksum(checksum), request().tag("a", "b"))) {
        assertThatExceptionOfType(UploadException.class)
            .isThrownBy(() -> grants.grant(request.build()))
            .satisfies(
                failed ->
                    assertThat(failed.getMessage())
                        .containsAnyOf("leave the checksum out", "it isn't issued"));
      }
    }
  }
}
