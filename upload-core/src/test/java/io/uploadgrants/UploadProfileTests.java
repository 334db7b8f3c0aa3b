package io.uploadgrants;

import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static io.uploadgrants.GrantSettings.temporaryCredentials;
import static io.uploadgrants.TestGrants.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadProfileTests {

  /** A setting that fails, and how its failure reads. */
  private record Fault(
      String setting, String remedy, UnaryOperator<UploadProfile.Builder> mistake) {
    @Override
    public String toString() {
      return setting + ": " + remedy;
    }
  }

  private static Fault fault(
      String setting, String remedy, UnaryOperator<UploadProfile.Builder> mistake) {
    return new Fault("profiles.avatar" + setting, remedy, mistake);
  }

  static List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    faults.add(fault(".kinds", "name at least one", p -> p.kinds(new GrantKind[0])));
    faults.add(
        fault(
            ".guests",
            "keys that guests can have",
            p -> p.openToGuests().keys(ObjectKeyPolicy.subjectFolder("users"))));
    faults.add(
        fault(".scope", "set the scope to prefix", p -> p.keys(ObjectKeyPolicy.folder("users"))));
    faults.add(
        fault(
            ".scope",
            "set the scope to prefix",
            p -> p.keys(ObjectKeyPolicy.subjectFolder("users"))));
    faults.add(fault(".max-size", "a maximum size of 0 bytes; give at least 1", p -> p.maxSize(0)));
    faults.add(
        fault(".max-size", "a maximum size of -1 bytes; give at least 1", p -> p.maxSize(-1)));
    faults.add(fault(".min-size", "give 0 <= minimum", p -> p.minSize(-1)));
    faults.add(fault(".min-size", "give 0 <= minimum", p -> p.minSize(6).maxSize(5)));
    faults.add(fault(".valid-for", "1 second to 7 days", p -> p.validFor(Duration.ZERO)));
    faults.add(
        fault(
            ".kinds",
            "name each kind once",
            p -> p.kinds(postPolicy(), presignedPut(), postPolicy().successStatus(204))));
    faults.add(
        fault(
            ".temporary-credentials.access",
            "allow reading only",
            p -> p.kinds(presignedPut(), temporaryCredentials().access(ObjectAccess.LIST))));
    faults.add(
        fault(
            ".kinds",
            "add presigned-put or post-policy",
            p -> p.kinds(temporaryCredentials()).signAs(SigningCredentials.defaultChain())));
    for (String type : List.of("", "image", "*/*", "*", "image/", "image/**", "a/b;c=d", "a/b\n")) {
      faults.add(fault(".content-types", "give type/subtype", p -> p.contentTypes(type)));
    }
    for (String text : List.of("", " ", " a", "a ", "a  b", "a\r\nb", "ä", "a\u0000")) {
      faults.add(fault(".storage-class", "give printable", p -> p.storageClass(text)));
      faults.add(fault(".cache-control", "give printable", p -> p.cacheControl(text)));
      faults.add(fault(".acl", "give printable", p -> p.acl(text)));
    }
    faults.add(
        fault(
            ".file-name-metadata",
            "rename one",
            p -> p.metadata("file-name", "x").fileNameAsMetadata("file-name")));
    faults.add(
        fault(
            ".file-name-metadata",
            "rename one",
            p -> p.metadata("File-Name", "x").fileNameAsMetadata("file-NAME")));
    faults.add(
        fault(".file-name-metadata", "letters, digits", p -> p.fileNameAsMetadata("a: b\r\n")));
    faults.add(fault("", "upper from lower case", p -> p.metadata("A", "x").metadata("a", "y")));
    for (String name : List.of("", "a b", "a\r\nx-amz-acl: public-read", "ä", "a:b")) {
      faults.add(fault("", "letters, digits", p -> p.metadata(name, "x")));
    }
    for (String value : List.of("a\nb", " a", "a ", "\ud800", "=?UTF-8?Q?a?=")) {
      faults.add(fault("", "S3 wouldn't give it back", p -> p.metadata("a", value)));
    }
    faults.add(fault("", "at most 2048", p -> p.metadata("a", "x".repeat(2_048))));
    for (String tag : List.of("", "a&b", "a\nb", " a", "aws:x", "AWS:x", "😀", "x".repeat(129))) {
      faults.add(fault("", "a name has 1 to 128", p -> p.tag(tag, "x")));
    }
    for (String value : List.of("<b>", "a&b=c", "a ", "x".repeat(257))) {
      faults.add(fault("", "a value up to 256", p -> p.tag("a", value)));
    }
    faults.add(
        fault(
            "",
            "at most 10",
            p -> {
              for (int i = 0; i < 11; i++) {
                p.tag("t" + i, "x");
              }
              return p;
            }));
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultNamesItsSettingAndTheRemedy(Fault fault) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> fault.mistake().apply(UploadProfile.named("avatar")).build())
        .withMessageContaining("'avatar'")
        .withMessageContaining(fault.remedy())
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failed.setting()).isEqualTo(fault.setting());
              assertThat(failed.getMessage()).doesNotContain("\r", "\n", "\u0000");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "-a", "a b", "a/b", "ä", "a\n", "a\u0000", "../a"})
  void aBadNameFails(String name) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> UploadProfile.named(name))
        .withMessageContaining("use 1 to 64 letters")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("profiles");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "key'", "${x}", "a\n"})
  void aBadKmsKeyFails(String keyId) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> Encryption.sseKms(keyId))
        .withMessageContaining("give the id, the ARN or the alias ARN")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("encryption.key-id");
  }

  @Nested
  class Required {

    private static final UploadTarget TARGET = TestGrants.target();

    @Test
    void aBareProfileDemandsTheKeyAndTheValidity() {
      assertThat(UploadProfile.named("p").build().required(TARGET))
          .containsExactlyInAnyOrder(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    }

    static Map<UploadConstraint, UnaryOperator<UploadProfile.Builder>> settings() {
      return Map.of(
          UploadConstraint.SIZE, p -> p.maxSize(1),
          UploadConstraint.CONTENT_TYPE, p -> p.contentTypes("image/*"),
          UploadConstraint.CHECKSUM, p -> p.requireChecksum(ChecksumAlgorithm.SHA256),
          UploadConstraint.NO_OVERWRITE, p -> p.overwrite(Overwrite.NEVER),
          UploadConstraint.METADATA, p -> p.fileNameAsMetadata("n"),
          UploadConstraint.TAGS, p -> p.tag("a", "b"),
          UploadConstraint.STORAGE_CLASS, p -> p.storageClass("STANDARD_IA"),
          UploadConstraint.ENCRYPTION, p -> p.encryption(Encryption.sseS3()),
          UploadConstraint.HEADERS, p -> p.acl("private"));
    }

    @Test
    void eachSettingDemandsItsConstraint() {
      settings()
          .forEach(
              (constraint, setting) ->
                  assertThat(setting.apply(UploadProfile.named("p")).build().required(TARGET))
                      .containsExactlyInAnyOrder(
                          UploadConstraint.KEY, UploadConstraint.VALIDITY, constraint));
    }

    @Test
    void headersAreDemandedByEachOfThem() {
      UploadTarget owned =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .expectedBucketOwner("123456789012")
              .build();
      UploadProfile bare = UploadProfile.named("p").build();
      UploadProfile cached = UploadProfile.named("p").cacheControl("no-cache").build();
      UploadProfile disposed =
          UploadProfile.named("p").contentDisposition(ObjectSettings.Disposition.INLINE).build();
      assertThat(bare.required(owned)).contains(UploadConstraint.HEADERS);
      assertThat(cached.required(TARGET)).contains(UploadConstraint.HEADERS);
      assertThat(disposed.required(TARGET)).contains(UploadConstraint.HEADERS);
    }
  }

  @Test
  void aProfileWithAGreatestSizeRefusesEmptyFilesUnlessItSaysOtherwise() {
    assertThat(UploadProfile.named("p").build().constraints().minSize()).isZero();
    assertThat(UploadProfile.named("p").maxSize(5).build().constraints().minSize()).isOne();
    assertThat(UploadProfile.named("p").maxSize(5).minSize(0).build().constraints().minSize())
        .isZero();
  }

  @Test
  void aBuiltProfileIsntChangedByItsBuilder() {
    UploadProfile.Builder builder = any().contentTypes("image/png").metadata("a", "b");
    UploadProfile profile = builder.build();
    builder.contentTypes("text/html").metadata("c", "d").maxSize(1).kinds(GrantKind.POST_POLICY);
    assertThat(profile.constraints().contentTypes()).containsExactly("image/png");
    assertThat(profile.settings().metadata()).containsOnlyKeys("a");
    assertThat(profile.kinds()).containsExactly(GrantKind.PRESIGNED_PUT);
  }
}
