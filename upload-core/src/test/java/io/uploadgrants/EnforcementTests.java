package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

  /** Returns grants with tickets, which uploads in parts need. */
  private static UploadGrants of(UploadTarget target, UploadProfile.Builder profile) {
    return TestGrants.builder()
        .target(target)
        .tickets(EncryptedTickets.of(TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD")))
        .profile(profile.build())
        .build();
  }

  private static void assertRefusesToBuild(
      UploadTarget target, UploadProfile.Builder profile, String setting, String... texts) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> of(target, profile))
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
          "presigned-put can't stop",
          "needs store features that aren't declared: conditional-writes");
    }
  }

  /** As versitygw does, which keeps what has come when the connection ends. */
  @Nested
  class WhereWhatBreaksOffIsKept {

    private final UploadTarget keeping = without(StoreFeature.WHOLE_UPLOADS);

    private Map<UploadConstraint, EnforcedBy> enforced(UploadProfile.Builder profile) {
      Checksum checksum = new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==");
      return of(keeping, profile).grant(request().checksum(checksum).build()).enforced();
    }

    @Test
    void aChecksumThatTheProfileDemandsHoldsTheSizeOfAPut() {
      assertThat(enforced(any().maxSize(5).requireChecksum(ChecksumAlgorithm.CRC32)))
          .containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE)
          .containsEntry(UploadConstraint.CHECKSUM, EnforcedBy.STORAGE);
    }

    @Test
    void oneThatTheStoreIgnoresDoesnt() {
      assertRefusesToBuild(
          without(StoreFeature.WHOLE_UPLOADS, StoreFeature.CHECKSUMS),
          any().maxSize(5).requireChecksum(ChecksumAlgorithm.CRC32),
          "profiles.any.kinds",
          "demands size, checksum",
          "needs store features that aren't declared: checksums. Name");
    }

    @Test
    void completionHoldsItAfterwards() {
      assertThat(enforced(any().maxSize(5).completion(CompletionSettings.completion())))
          .containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION);
    }

    @Test
    void aFormHoldsIt() {
      assertThat(enforced(any(GrantKind.POST_POLICY).maxSize(5)))
          .containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE);
    }

    @Test
    void aPutThatDemandsNoSizeClaimsNone() {
      assertThat(enforced(any())).doesNotContainKey(UploadConstraint.SIZE);
    }
  }

  @Nested
  class Parts {

    @Test
    void cantGrantAPrefix() {
      assertRefusesToBuild(
          TestGrants.target(),
          any(PARTS).scope(UploadScope.PREFIX),
          "profiles.any.kinds",
          "demands key",
          "enforced by: post-policy");
    }

    @Test
    void cantGuardKeysThatRepeatWhereCompletionIsUnconditional() {
      assertRefusesToBuild(
          without(StoreFeature.CONDITIONAL_COMPLETES),
          any(PARTS).keys((request, now, random) -> "k"),
          "profiles.any.overwrite",
          "multipart can't stop",
          "needs store features that aren't declared: conditional-completes");
    }
  }

  /** A feature that a store lacks, and a profile of some kinds that needs it. */
  private record Need(
      StoreFeature feature,
      UploadConstraint constraint,
      UnaryOperator<UploadProfile.Builder> setting,
      List<GrantKind> kinds) {

    Need(
        StoreFeature feature,
        UploadConstraint constraint,
        UnaryOperator<UploadProfile.Builder> setting,
        GrantKind... kinds) {
      this(feature, constraint, setting, List.of(kinds));
    }

    @Override
    public String toString() {
      return feature.id() + " by " + kinds;
    }
  }

  private static final GrantKind PUT = GrantKind.PRESIGNED_PUT;
  private static final GrantKind FORM = GrantKind.POST_POLICY;
  private static final GrantKind PARTS = GrantKind.MULTIPART;

  static List<Need> needs() {
    return List.of(
        new Need(
            StoreFeature.CONDITIONAL_WRITES,
            UploadConstraint.NO_OVERWRITE,
            p -> p.overwrite(Overwrite.NEVER),
            PUT),
        new Need(
            StoreFeature.CONDITIONAL_COMPLETES,
            UploadConstraint.NO_OVERWRITE,
            p -> p.overwrite(Overwrite.NEVER),
            PARTS),
        new Need(
            StoreFeature.COMPLETE_CHECKSUMS,
            UploadConstraint.CHECKSUM,
            p -> p.requireChecksum(ChecksumAlgorithm.CRC64NVME),
            PARTS),
        new Need(
            StoreFeature.CHECKSUMS,
            UploadConstraint.CHECKSUM,
            p -> p.requireChecksum(ChecksumAlgorithm.CRC32),
            PUT),
        new Need(
            StoreFeature.FORM_CHECKSUMS,
            UploadConstraint.CHECKSUM,
            p -> p.requireChecksum(ChecksumAlgorithm.CRC32),
            FORM),
        new Need(StoreFeature.TAGS, UploadConstraint.TAGS, p -> p.tag("a", "b"), PUT, PARTS),
        new Need(StoreFeature.FORM_TAGS, UploadConstraint.TAGS, p -> p.tag("a", "b"), FORM),
        new Need(
            StoreFeature.UNSIGNED_METADATA_REFUSED,
            UploadConstraint.METADATA,
            p -> p.metadata("a", "b"),
            PUT),
        new Need(
            StoreFeature.UNSIGNED_METADATA_REFUSED,
            UploadConstraint.METADATA,
            p -> p.fileNameAsMetadata("name"),
            PUT),
        new Need(
            StoreFeature.UNSIGNED_COPIES_REFUSED, UploadConstraint.SIZE, p -> p.maxSize(5), PUT),
        new Need(StoreFeature.WHOLE_UPLOADS, UploadConstraint.SIZE, p -> p.maxSize(5), PUT),
        new Need(
            StoreFeature.UNSIGNED_COPIES_REFUSED,
            UploadConstraint.CONTENT_TYPE,
            p -> p.contentTypes("image/png"),
            PUT),
        new Need(
            StoreFeature.UNSIGNED_COPIES_REFUSED,
            UploadConstraint.HEADERS,
            p -> p.cacheControl("no-store"),
            PUT),
        new Need(
            StoreFeature.UNSIGNED_COPIES_REFUSED,
            UploadConstraint.HEADERS,
            p -> p.contentDisposition(ObjectSettings.Disposition.ATTACHMENT),
            PUT),
        new Need(
            StoreFeature.FORM_HEADERS,
            UploadConstraint.HEADERS,
            p -> p.cacheControl("no-store"),
            FORM),
        new Need(
            StoreFeature.FORM_HEADERS,
            UploadConstraint.HEADERS,
            p -> p.contentDisposition(ObjectSettings.Disposition.ATTACHMENT),
            FORM),
        new Need(
            StoreFeature.FORM_METADATA_REFUSED,
            UploadConstraint.METADATA,
            p -> p.metadata("a", "b"),
            FORM),
        new Need(
            StoreFeature.FORM_FILE_NAMES,
            UploadConstraint.KEY,
            p -> p.scope(UploadScope.PREFIX),
            FORM),
        new Need(
            StoreFeature.ACLS, UploadConstraint.HEADERS, p -> p.acl("private"), PUT, FORM, PARTS),
        new Need(
            StoreFeature.STORAGE_CLASSES,
            UploadConstraint.STORAGE_CLASS,
            p -> p.storageClass("GLACIER"),
            PUT,
            FORM,
            PARTS),
        new Need(
            StoreFeature.SSE_S3,
            UploadConstraint.ENCRYPTION,
            p -> p.encryption(Encryption.sseS3()),
            PUT,
            FORM,
            PARTS),
        new Need(
            StoreFeature.SSE_KMS,
            UploadConstraint.ENCRYPTION,
            p -> p.encryption(Encryption.sseKms(null)),
            PUT,
            FORM,
            PARTS));
  }

  @Nested
  class Stores {

    @ParameterizedTest
    @MethodSource("io.uploadgrants.EnforcementTests#needs")
    void thatLackAFeatureDontTakeAProfileThatNeedsIt(Need need) {
      for (GrantKind kind : need.kinds()) {
        assertRefusesToBuild(
            without(need.feature()),
            need.setting().apply(any(kind)),
            "profiles.any.kinds",
            "demands " + need.constraint().id(),
            kind.id() + " can't enforce",
            "drop the constraint",
            "needs store features that aren't declared: " + need.feature().id());
        assertThatCode(() -> of(TestGrants.target(), need.setting().apply(any(kind))))
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

    /** A copied object brings its own tags along, and is held to its own conditions. */
    @Test
    void promiseNoTagsAndNoFirstUploadWhereAnotherObjectCanBeCopiedIntoThePlace() {
      UploadTarget copying =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .endpoint(URI.create("http://127.0.0.1:9000"))
              .with(StoreFeature.TAGS, StoreFeature.CONDITIONAL_WRITES)
              .build();
      for (UploadProfile.Builder profile :
          List.of(
              any(GrantKind.PRESIGNED_PUT).tag("a", "b"),
              any(GrantKind.PRESIGNED_PUT).overwrite(Overwrite.NEVER))) {
        assertRefusesToBuild(
            copying,
            profile,
            "profiles.any.kinds",
            "store features that aren't declared: unsigned-copies-refused");
      }
    }

    @ParameterizedTest
    @MethodSource("io.uploadgrants.EnforcementTests#needs")
    void withAnEndpointOfTheirOwnHaveToDeclareWhatSuchStoresIgnore(Need need) {
      UploadTarget unknown =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .endpoint(URI.create("http://127.0.0.1:9000"))
              .with(
                  Stream.of(StoreFeature.UNSIGNED_COPIES_REFUSED, StoreFeature.WHOLE_UPLOADS)
                      .filter(usual -> usual != need.feature())
                      .toArray(StoreFeature[]::new))
              .build();
      for (GrantKind kind : need.kinds()) {
        assertRefusesToBuild(
            unknown,
            need.setting().apply(any(kind)),
            "profiles.any.kinds",
            need.constraint().id(),
            "needs store features that aren't declared: " + need.feature().id(),
            "Name the store, or declare these features on the target");
        assertThatCode(
                () ->
                    of(
                        unknown.toBuilder().with(need.feature()).build(),
                        need.setting().apply(any(kind))))
            .doesNotThrowAnyException();
      }
    }

    @Test
    void allThatIsMissingIsNamedAndNoMore() {
      assertRefusesToBuild(
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .endpoint(URI.create("http://127.0.0.1:9000"))
              .build(),
          any(PUT).requireChecksum(ChecksumAlgorithm.CRC32).tag("a", "b"),
          "profiles.any.kinds",
          "store features that aren't declared: checksums, tags, unsigned-copies-refused. Name");
    }

    @Test
    void withAnEndpointOfTheirOwnHaveNothingThatCouldBeIgnored() {
      UploadTarget unknown =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .endpoint(URI.create("http://127.0.0.1:9000"))
              .build();
      assertThat(StoreFeature.values())
          .filteredOn(unknown::supports)
          .containsExactly(StoreFeature.POST_POLICY, StoreFeature.EMPTY_HEADERS);
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
      tested.add(StoreFeature.UNSIGNED_ACLS_REFUSED);
      tested.add(StoreFeature.UNSIGNED_TAGS_REFUSED);
      tested.add(StoreFeature.FORM_FIELDS_REFUSED);
      // sts.TemporaryCredentialsTests and the tests of iam
      tested.add(StoreFeature.POLICY_CONDITIONS);
      tested.add(StoreFeature.POLICY_ESCAPES);
      tested.add(StoreFeature.CONDITIONAL_WRITE_POLICIES);
      tested.add(StoreFeature.CASE_SENSITIVE_POLICIES);
      // No grant leans on it: completion compares the size itself.
      tested.add(StoreFeature.COMPLETE_SIZES);
      // What ends an upload is needed by no grant yet.
      tested.add(StoreFeature.CONDITIONAL_COPIES);
      needs().forEach(need -> tested.add(need.feature()));
      assertThat(tested).containsExactlyInAnyOrder(StoreFeature.values());
    }

    @Test
    void thatLackWhatARequestAddsIssueNoGrant() {
      UploadTarget lacking =
          without(
              StoreFeature.CHECKSUMS,
              StoreFeature.COMPLETE_CHECKSUMS,
              StoreFeature.TAGS,
              StoreFeature.UNSIGNED_METADATA_REFUSED,
              StoreFeature.FORM_CHECKSUMS,
              StoreFeature.FORM_TAGS);
      Checksum checksum = new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==");
      assertRefusesRequest(lacking, PUT, request().metadata("a", "b"));
      for (GrantKind kind : List.of(PUT, FORM, PARTS)) {
        assertRefusesRequest(lacking, kind, request().checksum(checksum));
        assertRefusesRequest(lacking, kind, request().tag("a", "b"));
      }
    }

    private static void assertRefusesRequest(
        UploadTarget target, GrantKind kind, UploadRequest.Builder request) {
      for (GrantKind asked : new GrantKind[] {null, kind}) {
        assertThatExceptionOfType(UploadRefusedException.class)
            .isThrownBy(() -> of(target, any(kind)).grant(request.kind(asked).build()))
            .withMessageContainingAll(
                "details of its file that " + kind.id() + " can't enforce",
                "leave out the size, checksum, metadata or tags")
            .extracting(UploadException::code)
            .isEqualTo(ErrorCode.INVALID_REQUEST);
      }
    }
  }
}
