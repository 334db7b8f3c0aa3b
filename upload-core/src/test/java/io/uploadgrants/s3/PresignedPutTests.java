package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.parameter;
import static io.uploadgrants.TestGrants.put;
import static io.uploadgrants.TestGrants.query;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EncodedWords;
import io.uploadgrants.Encryption;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class PresignedPutTests {

  private static final String SSE = "x-amz-server-side-encryption";

  static UploadProfile.Builder everything() {
    return any()
        .metadata("owner", "Zoë")
        .fileNameAsMetadata("file-name")
        .tag("kind", "a b")
        .storageClass("STANDARD_IA")
        .cacheControl("max-age=60")
        .contentDisposition(Disposition.ATTACHMENT)
        .encryption(Encryption.sseS3())
        .acl("private");
  }

  @Test
  void aBareGrantBindsLengthTypeAndTheFirstUpload() {
    PresignedPut grant = put(any());
    assertThat(grant.headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("content-type", "image/png", "if-none-match", "*"));
    assertThat(grant.implicitHeaders())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("host", "photos.s3.eu-west-1.amazonaws.com", "content-length", "5"));
  }

  @Test
  void theHeadersListedAreExactlyTheSignedOnes() {
    Checksum checksum = new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==");
    for (PresignedPut grant :
        List.of(
            put(any()),
            put(any(), request().size(null)),
            put(everything()),
            put(
                everything(),
                request().checksum(checksum).metadata("extra", "1").tag("more", "2")))) {
      TreeSet<String> sent = new TreeSet<>(grant.headers().keySet());
      sent.addAll(grant.implicitHeaders().keySet());
      assertThat(parameter(grant, "X-Amz-SignedHeaders")).isEqualTo(String.join(";", sent));
      assertThat(grant.headers()).doesNotContainKeys("host", "content-length");
    }
  }

  @Test
  void nothingButTheSignatureStandsInTheQuery() {
    assertThat(query(put(everything())))
        .containsOnlyKeys(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Signature");
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void theFirstUploadWinsUnlessOverwritingIsAllowed(Overwrite overwrite) {
    PresignedPut grant = put(any().overwrite(overwrite));
    boolean guarded = overwrite != Overwrite.ALLOWED;
    assertThat(grant.headers().containsKey("if-none-match")).isEqualTo(guarded);
    assertThat(grant.enforced().containsKey(UploadConstraint.NO_OVERWRITE)).isEqualTo(guarded);
  }

  @Test
  void aStoreWithoutConditionalWritesGetsNoCondition() {
    UploadTarget target =
        UploadTarget.bucket("photos")
            .region("eu-west-1")
            .without(StoreFeature.CONDITIONAL_WRITES)
            .build();
    PresignedPut grant = (PresignedPut) TestGrants.of(target, any()).grant(request().build());
    assertThat(grant.headers()).doesNotContainKey("if-none-match");
    assertThat(grant.enforced()).doesNotContainKey(UploadConstraint.NO_OVERWRITE);
  }

  @Test
  void eachSettingHasItsHeader() {
    assertThat(put(everything()).headers())
        .containsEntry("x-amz-meta-owner", "=?UTF-8?B?Wm/Dqw==?=")
        .containsEntry("x-amz-meta-file-name", "me.png")
        .containsEntry("x-amz-tagging", "kind=a%20b")
        .containsEntry("x-amz-storage-class", "STANDARD_IA")
        .containsEntry("cache-control", "max-age=60")
        .containsEntry("content-disposition", "attachment; filename=\"me.png\"")
        .containsEntry(SSE, "AES256")
        .containsEntry("x-amz-acl", "private");
  }

  @Test
  void tagsOfProfileAndRequestStandInOneHeader() {
    assertThat(put(any().tag("b", "1+1=2"), request().tag("a", "ü")).headers())
        .containsEntry("x-amz-tagging", "a=%C3%BC&b=1%2B1%3D2");
    assertThat(put(any(), request().tag("a", "")).headers()).containsEntry("x-amz-tagging", "a=");
  }

  @Test
  void sseKmsHasKeyContextAndBucketKey() {
    Map<String, String> context = Map.of("b", "ü\"", "a", "1");
    String key = "arn:aws:kms:eu-west-1:123456789012:key/mine";
    Map<String, String> headers =
        put(any().encryption(new Encryption.SseKms(key, context, true))).headers();
    assertThat(headers)
        .containsEntry(SSE, "aws:kms")
        .containsEntry(SSE + "-aws-kms-key-id", key)
        .containsEntry(SSE + "-bucket-key-enabled", "true");
    byte[] json = Base64.getDecoder().decode(headers.getOrDefault(SSE + "-context", ""));
    assertThat(JsonMapper.shared().readTree(json))
        .isEqualTo(JsonMapper.shared().valueToTree(context));
    assertThat(new String(json, StandardCharsets.UTF_8)).startsWith("{\"a\"");
  }

  @Test
  void sseKmsWithTheManagedKeyNamesNoKey() {
    assertThat(put(any().encryption(Encryption.sseKms(null))).headers())
        .containsEntry(SSE, "aws:kms")
        .doesNotContainKeys(SSE + "-aws-kms-key-id", SSE + "-context", SSE + "-bucket-key-enabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo.html | attachment; filename=\"foo.html\"",
        "foo bar.html | attachment; filename=\"foo bar.html\"",
        "€ rates | attachment; filename=\"_ rates\"; filename*=UTF-8''%E2%82%AC%20rates",
        "a\"b.txt | attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt",
        "a\\b.txt | attachment; filename=\"b.txt\"",
        "../../é.txt | attachment; filename=\"_.txt\"; filename*=UTF-8''%C3%A9.txt",
        "a/ | attachment",
        "50%.txt | attachment; filename=\"50_.txt\"; filename*=UTF-8''50%25.txt",
        "%41.txt | attachment; filename=\"_41.txt\"; filename*=UTF-8''%2541.txt",
        "😀.png | attachment; filename=\"_.png\"; filename*=UTF-8''%F0%9F%98%80.png",
        "a;b='c'.txt | attachment; filename=\"a;b='c'.txt\"",
        "é'*().txt | attachment; filename=\"_'*().txt\"; filename*=UTF-8''%C3%A9%27%2A%28%29.txt",
        "a  b.txt | attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20%20b.txt",
      })
  void aDispositionNamesTheFileAsRfc6266Wants(String name, String header) {
    assertThat(
            put(any().contentDisposition(Disposition.ATTACHMENT), request().fileName(name))
                .headers())
        .containsEntry("content-disposition", header);
  }

  @Test
  void aDispositionWithoutANameIsBare() {
    assertThat(
            put(any().contentDisposition(Disposition.INLINE), request().fileName(null)).headers())
        .containsEntry("content-disposition", "inline");
  }

  @ParameterizedTest
  @CsvSource({"Zoë, Zoë", "'  日本 .png ', '日本 .png'", "plain.txt, plain.txt", "'a  b', 'a  b'"})
  void theFileNameComesBackFromItsMetadata(String name, String stored) {
    String sent =
        put(any().fileNameAsMetadata("N"), request().fileName(name))
            .headers()
            .getOrDefault("x-amz-meta-n", "");
    assertThat(sent).matches("[ -~]+");
    assertThat(EncodedWords.decode(sent)).isEqualTo(stored);
  }

  @ParameterizedTest
  @EnumSource(ChecksumAlgorithm.class)
  void aDeclaredChecksumIsSigned(ChecksumAlgorithm algorithm) {
    String value = Base64.getEncoder().encodeToString(new byte[algorithm.length()]);
    PresignedPut grant = put(any(), request().checksum(new Checksum(algorithm, value)));
    assertThat(grant.headers()).containsEntry(algorithm.header(), value);
    assertThat(grant.enforced()).containsEntry(UploadConstraint.CHECKSUM, EnforcedBy.STORAGE);
  }

  @Test
  void aTypeThatNobodyKnowsIsOctetStream() {
    assertThat(put(any(), request().contentType(null)).headers())
        .containsEntry("content-type", "application/octet-stream");
  }

  @Test
  void aSessionsTokenStandsInTheQueryAndIsSigned() {
    PresignedPut grant =
        (PresignedPut)
            TestGrants.builder()
                .credentials(
                    (needed, now, request) -> TestGrants.session("AKIDS", Duration.ofHours(1)))
                .profile(any().build())
                .build()
                .grant(request().build());
    assertThat(parameter(grant, "X-Amz-Security-Token")).isEqualTo("token-of-AKIDS");
  }

  @Test
  void theGrantsMapsCantBeChanged() {
    PresignedPut grant = put(everything());
    for (Map<?, ?> map : List.of(grant.headers(), grant.implicitHeaders(), grant.enforced())) {
      assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
