package io.uploadgrants.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PartPlan;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.Wire;
import io.uploadgrants.Wire.Answer;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts by the AWS SDK's client: what it sends, and what is made of each answer. */
class S3AssemblyTests {

  private static final List<StoredPart> PARTS =
      List.of(new StoredPart(1, 5, "\"a\"", null), new StoredPart(2, 5, "\"b\"", null));
  private static final String DONE =
      "<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag></CompleteMultipartUploadResult>";

  private final Wire wire = new Wire().answering(sent -> new Answer(200, DONE));
  private final SentInParts upload = new SentInParts(Repeated.SUCCEEDS);
  private final S3ObjectStore store = new S3ObjectStore(wire.client(), TestGrants.target());

  private Assembly assemble(UploadTarget target, UploadProfile.Builder profile) {
    S3ObjectStore there = new S3ObjectStore(wire.client(), target);
    return there.assemble(new PromisedUpload(upload.claims, there, profile.build(), target), PARTS);
  }

  private Assembly assemble() {
    return assemble(TestGrants.target(), TestGrants.any());
  }

  @Test
  void aCompletionSaysAllThatTheStoreCanCheck() {
    assertThat(assemble()).isEqualTo(Assembly.DONE);

    Wire.Sent sent = wire.last();
    assertThat(sent.line()).isEqualTo("POST uploadId");
    assertThat(sent.request().firstMatchingRawQueryParameter("uploadId"))
        .contains(upload.grant.plan().uploadId());
    assertThat(sent.header("x-amz-mp-object-size")).isEqualTo(Long.toString(SentInParts.SIZE));
    assertThat(sent.header("If-None-Match")).isEqualTo("*");
    assertThat(sent.body().replace("&quot;", "\""))
        .contains("<PartNumber>1</PartNumber>", "<ETag>\"b\"</ETag>")
        .containsSubsequence("\"a\"", "\"b\"");
  }

  /** Else a part that was sent again meanwhile could make it larger. */
  @Test
  void aCompletionSaysTheSumOfTheListedPartsWhereNoSizeIsDeclared() {
    PromisedUpload open =
        new PromisedUpload(
            SentInParts.ofUndeclaredSize(Repeated.SUCCEEDS, SentInParts.profile()).claims,
            store,
            TestGrants.any().build(),
            TestGrants.target());

    assertThat(store.assemble(open, PARTS)).isEqualTo(Assembly.DONE);

    assertThat(wire.last().header("x-amz-mp-object-size")).isEqualTo("10");
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void aCompletionDeclaresTheChecksumOfTheWhole(ChecksumAlgorithm algorithm) {
    Checksum checksum = Checksum.of(algorithm, new byte[5]);
    PromisedUpload declared =
        new PromisedUpload(
            with(upload.claims, checksum), store, TestGrants.any().build(), TestGrants.target());

    assertThat(store.assemble(declared, PARTS)).isEqualTo(Assembly.DONE);

    assertThat(wire.last().header(algorithm.header())).isEqualTo(checksum.value());
    assertThat(wire.last().header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
    assemble();
    assertThat(wire.last().has("x-amz-checksum-type")).isFalse();
  }

  private static TicketClaims with(TicketClaims claims, Checksum checksum) {
    return new TicketClaims(
        claims.id(),
        claims.profile(),
        claims.subject(),
        claims.kind(),
        claims.bucket(),
        claims.key(),
        claims.size(),
        claims.minSize(),
        claims.maxSize(),
        claims.contentType(),
        checksum,
        claims.content(),
        claims.issuedAt(),
        claims.grantExpiresAt(),
        claims.expiresAt(),
        claims.parts(),
        null);
  }

  /** Those that ignore it would say nothing; MinIO takes a size for another part of the header. */
  @Test
  void aCompletionSaysNothingThatTheStoreDoesNotHave() {
    UploadTarget without =
        TestGrants.target().toBuilder()
            .without(StoreFeature.COMPLETE_SIZES, StoreFeature.CONDITIONAL_COMPLETES)
            .build();

    assemble(without, TestGrants.any());

    assertThat(wire.last().has("x-amz-mp-object-size")).isFalse();
    assertThat(wire.last().has("If-None-Match")).isFalse();
    assemble(TestGrants.target(), TestGrants.any().overwrite(Overwrite.ALLOWED));
    assertThat(wire.last().has("If-None-Match")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchUpload, GONE",
    "404, '', GONE",
    "412, PreconditionFailed, TAKEN",
    "412, '', TAKEN",
    "400, BadDigest, DIFFERS",
    "400, XAmzContentChecksumMismatch, DIFFERS",
    "400, InvalidPart, PARTS_CHANGED",
    "400, InvalidPartOrder, PARTS_CHANGED",
    // S3 sends the status before it is done.
    "200, NoSuchUpload, GONE",
    "200, PreconditionFailed, TAKEN",
    "200, BadDigest, DIFFERS",
    "200, InvalidPart, PARTS_CHANGED",
  })
  void whatIsRefusedIsTold(int status, String code, Assembly told) {
    wire.answering(sent -> Answer.error(status, code));

    assertThat(assemble()).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "200, InternalError",
    "200, SlowDown",
    "500, InternalError",
    "503, SlowDown",
    "409, ConditionalRequestConflict",
    "400, InvalidRequest",
    "400, EntityTooSmall",
    "403, AccessDenied",
    "501, NotImplemented",
    "0, ''"
  })
  void whatLeavesItOpenIsAnException(int status, String code) {
    wire.answering(sent -> Answer.error(status, code));

    assertThatThrownBy(this::assemble).isInstanceOf(IssuanceFailedException.class);
  }

  @Test
  void anAnswerThatIsNoneIsAnException() {
    wire.answering(sent -> new Answer(200, "<html>a proxy's page"));

    assertThatThrownBy(this::assemble).isInstanceOf(IssuanceFailedException.class);
  }

  @Test
  void allPagesOfPartsAreRead() {
    wire.answering(
        sent ->
            sent.request().rawQueryParameters().containsKey("part-number-marker")
                ? page(false, 3)
                : page(true, 1, 2));

    StoredParts parts = Objects.requireNonNull(store.parts("k", "u"));

    assertThat(parts.parts()).extracting(StoredPart::partNumber).containsExactly(1, 2, 3);
    assertThat(parts.parts().get(0)).isEqualTo(new StoredPart(1, 5, "\"e1\"", null));
    assertThat(parts.abortDate()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(wire.sent()).hasSize(2);
  }

  private static Answer page(boolean more, int... numbers) {
    StringBuilder xml = new StringBuilder("<ListPartsResult>");
    for (int number : numbers) {
      xml.append("<Part><PartNumber>")
          .append(number)
          .append("</PartNumber><ETag>\"e")
          .append(number)
          .append("\"</ETag><Size>5</Size></Part>");
    }
    xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
    xml.append("<NextPartNumberMarker>2</NextPartNumberMarker></ListPartsResult>");
    return new Answer(
        200, xml.toString(), Map.of("x-amz-abort-date", "Tue, 01 Dec 2026 00:00:00 GMT"));
  }

  /** A store of the wrong sort would be asked for ever. */
  @Test
  void pagesThatLeadNowhereEnd() {
    wire.answering(sent -> page(true, 1));

    assertThatThrownBy(() -> store.parts("k", "u")).isInstanceOf(IssuanceFailedException.class);
  }

  /** SeaweedFS lists a part that was sent again as often as it was sent. */
  @Test
  void aPartThatWasSentAgainIsToldAsOftenAsItIsListed() {
    wire.answering(sent -> page(false, 1, 1, 2));

    StoredParts parts = Objects.requireNonNull(store.parts("k", "u"));

    assertThat(parts.parts()).extracting(StoredPart::partNumber).containsExactly(1, 1, 2);
    assertThat(parts.progress(new PartPlan("u", 5, PartPlan.MIN_PART_SIZE)).parts())
        .containsExactly(new StoredPart(1, 5, "\"e1\"", null));
  }

  @Test
  void anUploadThatIsNotThereHasNoParts() {
    wire.answering(sent -> Answer.error(404, "NoSuchUpload"));

    assertThat(store.parts("k", "u")).isNull();
    store.abort("k", "u");
    assertThat(wire.last().line()).isEqualTo("DELETE uploadId");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 400, 403, 500, 503})
  void aStoreThatFailsIsNotOneWithoutTheUpload(int status) {
    wire.answering(sent -> Answer.error(status, "AccessDenied"));

    assertThatThrownBy(() -> store.parts("k", "u")).isInstanceOf(IssuanceFailedException.class);
    assertThatThrownBy(() -> store.abort("k", "u")).isInstanceOf(IssuanceFailedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ETag>\"e\"</ETag><Size>5</Size>",
        "<PartNumber>1</PartNumber><Size>5</Size>",
        "<PartNumber>1</PartNumber><ETag>\"e\"</ETag>"
      })
  void aPartThatSaysTooLittleIsTheStoresFault(String part) {
    wire.answering(
        sent -> new Answer(200, "<ListPartsResult><Part>" + part + "</Part></ListPartsResult>"));

    assertThatThrownBy(() -> store.parts("k", "u")).isInstanceOf(IssuanceFailedException.class);
  }

  @Test
  void theOwnerIsExpectedInEachCall() {
    UploadTarget owned =
        TestGrants.target().toBuilder().expectedBucketOwner("123456789012").build();
    S3ObjectStore there = new S3ObjectStore(wire.client(), owned);

    assemble(owned, TestGrants.any());
    wire.answering(sent -> page(false, 1));
    there.parts("k", "u");
    wire.answering(sent -> new Answer(204, ""));
    there.abort("k", "u");

    assertThat(wire.sent())
        .hasSize(3)
        .allMatch(sent -> sent.header("x-amz-expected-bucket-owner").equals("123456789012"));
  }
}
