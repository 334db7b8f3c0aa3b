package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.Destination;
import io.uploadgrants.Encryption;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.Wire;
import io.uploadgrants.Wire.Answer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies by the AWS SDK's client: what it sends, and what is made of each answer. */
class S3PartCopiesTests {

  private static final String STARTED =
      "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";
  private static final String COPIED = "<CopyPartResult><ETag>\"p\"</ETag></CopyPartResult>";
  private static final String OWNER = "111122223333";

  private final Wire wire = new Wire().answering(sent -> new Answer(200, STARTED));
  private final UploadTarget target =
      TestGrants.target().toBuilder().expectedBucketOwner(OWNER).build();
  private final S3ObjectStore store = new S3ObjectStore(wire.client(), target);
  private final TicketClaims ticket = new MovedUpload().claims;

  private static StoredObject source(String type, String encoding, @Nullable String version) {
    return new StoredObject(
        "id", 12L << 20, type, encoding, "\"a\"", version, Map.of(), TestGrants.NOW);
  }

  private static StoredObject source() {
    return source("image/png", "", null);
  }

  private PromisedUpload upload(String key, UploadProfile.Builder profile, @Nullable String type) {
    TicketClaims claims =
        new TicketClaims(
            ticket.id(),
            ticket.profile(),
            ticket.subject(),
            ticket.kind(),
            ticket.bucket(),
            key,
            null,
            0,
            null,
            type,
            null,
            false,
            ticket.issuedAt(),
            ticket.grantExpiresAt(),
            ticket.expiresAt(),
            null,
            new Destination(
                "accepted/x", "me.png", Map.of("order", "4711"), Map.of("scan", "none")));
    return new PromisedUpload(claims, store, profile.build(), target);
  }

  private PromisedUpload to(PartPlan plan) {
    PromisedUpload moved = upload("a", TestGrants.any(), null).destination();
    if (moved == null) {
      throw new AssertionError("Nothing is moved");
    }
    return moved.in(plan);
  }

  @Test
  void theNewObjectGetsWhatTheProfileAndTheRequestSet() {
    store.startCopy(
        upload(
            "a",
            TestGrants.any()
                .metadata("owner", "photos")
                .fileNameAsMetadata("name")
                .tag("state", "new")
                .cacheControl("no-store")
                .contentDisposition(ObjectSettings.Disposition.ATTACHMENT)
                .storageClass("STANDARD_IA")
                .acl("bucket-owner-full-control")
                .encryption(Encryption.sseKms("arn:aws:kms:eu-west-1:111122223333:key/k")),
            "image/png"),
        source("text/html", "", null));

    Wire.Sent sent = wire.last();
    assertThat(sent.line()).isEqualTo("POST uploads");
    assertThat(sent.request().encodedPath()).isEqualTo("/accepted/x");
    assertThat(sent.header("content-type")).isEqualTo("image/png");
    assertThat(sent.header("x-amz-meta-upload-id")).isEqualTo(ticket.id());
    assertThat(sent.header("x-amz-meta-owner")).isEqualTo("photos");
    assertThat(sent.header("x-amz-meta-name")).isEqualTo("me.png");
    assertThat(sent.header("x-amz-meta-order")).isEqualTo("4711");
    assertThat(sent.header("x-amz-tagging").split("&"))
        .containsExactlyInAnyOrder("state=new", "scan=none");
    assertThat(sent.header("cache-control")).isEqualTo("no-store");
    assertThat(sent.header("content-disposition")).contains("attachment", "me.png");
    assertThat(sent.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
    assertThat(sent.header("x-amz-acl")).isEqualTo("bucket-owner-full-control");
    assertThat(sent.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
    assertThat(sent.header("x-amz-expected-bucket-owner")).isEqualTo(OWNER);
    // S3 would ask for the checksum of each part when they are completed.
    assertThat(sent.has("x-amz-checksum-algorithm")).isFalse();
  }

  /** Where the grant has said nothing of them. */
  @Test
  void whatTheHolderHasChosenIsKept() {
    store.startCopy(upload("a", TestGrants.any(), null), source("text/csv", "gzip", null));

    assertThat(wire.last().header("content-type")).isEqualTo("text/csv");
    assertThat(wire.last().header("content-encoding")).isEqualTo("gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "aws-chunked"})
  void whatIsNoEncodingIsNone(String encoding) {
    store.startCopy(upload("a", TestGrants.any(), null), source("text/csv", encoding, null));

    assertThat(wire.last().has("content-encoding")).isFalse();
  }

  @Test
  void aStoreThatTellsNoIdIsAFault() {
    wire.answering(
        sent -> new Answer(200, "<InitiateMultipartUploadResult></InitiateMultipartUploadResult>"));

    assertThat(end(() -> store.startCopy(upload("a", TestGrants.any(), null), source())))
        .isEqualTo(ErrorCode.ISSUANCE_FAILED);
  }

  @Test
  void aPartIsOfTheObjectThatWasLookedAt() {
    wire.answering(sent -> new Answer(200, COPIED));

    StoredPart part =
        store.copyPart(
            "a b/+%?\u00e4#", source("text/csv", "", "v 1"), to(new PartPlan("u", 5, 5 << 20)), 1);

    assertThat(part).isEqualTo(new StoredPart(1, 5, "\"p\"", null));
    Wire.Sent sent = wire.last();
    assertThat(sent.header("x-amz-copy-source"))
        .isEqualTo("photos/a%20b/%2B%25%3F%C3%A4%23?versionId=v%201");
    assertThat(sent.header("x-amz-copy-source-if-match")).isEqualTo("\"a\"");
    assertThat(sent.has("x-amz-copy-source-range")).isFalse();
    assertThat(sent.header("x-amz-expected-bucket-owner")).isEqualTo(OWNER);
    assertThat(sent.header("x-amz-source-expected-bucket-owner")).isEqualTo(OWNER);
    assertThat(sent.request().encodedPath()).isEqualTo("/accepted/x");
  }

  @ParameterizedTest
  @CsvSource({"1, bytes=0-5242879", "2, bytes=5242880-10485759", "3, bytes=10485760-12582911"})
  void aPartOfManyIsARange(int number, String range) {
    wire.answering(sent -> new Answer(200, COPIED));

    store.copyPart("a", source(), to(new PartPlan("u", 12 << 20, 5 << 20)), number);

    assertThat(wire.last().header("x-amz-copy-source-range")).isEqualTo(range);
    assertThat(wire.last().request().firstMatchingRawQueryParameter("partNumber"))
        .contains(Integer.toString(number));
  }

  @Test
  void nothingIsOneEmptyPart() {
    wire.answering(sent -> new Answer(200, "", Map.of("ETag", "\"e\"")));
    StoredObject nothing =
        new StoredObject("id", 0, "text/csv", "", "\"a\"", null, Map.of(), TestGrants.NOW);

    assertThat(store.copyPart("a", nothing, to(new PartPlan("u", 0, 5 << 20)), 1))
        .isEqualTo(new StoredPart(1, 0, "\"e\"", null));

    assertThat(wire.last().has("x-amz-copy-source")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"412, PreconditionFailed", "404, NoSuchKey", "404, NoSuchVersion"})
  void aSourceThatIsAnotherOrGoneIsNoFault(int status, String code) {
    wire.answering(sent -> Answer.error(status, code));

    assertThat(store.copyPart("a", source(), to(new PartPlan("u", 5, 5 << 20)), 1)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"404, NoSuchUpload", "403, AccessDenied", "503, SlowDown", "0, none"})
  void anythingElseIsOne(int status, String code) {
    wire.answering(sent -> status == 0 ? new Answer(0, "") : Answer.error(status, code));

    assertThat(end(() -> store.copyPart("a", source(), to(new PartPlan("u", 5, 5 << 20)), 1)))
        .isEqualTo(ErrorCode.ISSUANCE_FAILED);
  }

  /** Status 200 and an error in it, as long copies have it. */
  @Test
  void anErrorThatComesLateIsOneToo() {
    wire.answering(sent -> Answer.error(200, "InternalError"));

    assertThat(end(() -> store.copyPart("a", source(), to(new PartPlan("u", 5, 5 << 20)), 1)))
        .isEqualTo(ErrorCode.ISSUANCE_FAILED);
  }

  @Test
  void onlyWhatWasStartedForTheKeyItselfIsFound() {
    wire.answering(
        sent ->
            new Answer(
                200,
                "<ListMultipartUploadsResult>"
                    + "<Upload><Key>a</Key><UploadId>one</UploadId></Upload>"
                    + "<Upload><Key>ab</Key><UploadId>others</UploadId></Upload>"
                    + "<Upload><Key>a</Key><UploadId>two</UploadId></Upload>"
                    + "</ListMultipartUploadsResult>"));

    assertThat(store.started("a")).containsExactly("one", "two");

    assertThat(wire.last().request().firstMatchingRawQueryParameter("prefix")).contains("a");
    assertThat(wire.last().header("x-amz-expected-bucket-owner")).isEqualTo(OWNER);
  }

  @Test
  void whatMayNotBeListedIsAFault() {
    wire.answering(sent -> Answer.error(403, "AccessDenied"));

    assertThat(end(() -> store.started("a"))).isEqualTo(ErrorCode.ISSUANCE_FAILED);
  }

  /** A store that sends the first page again and again. */
  @Test
  @Timeout(20)
  void aListWithoutAnEndIsAFault() {
    wire.answering(
        sent -> {
          if (wire.sent().size() > 100) {
            throw new AssertionError("Asked again and again");
          }
          return new Answer(
              200,
              "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>"
                  + "<NextKeyMarker>ab</NextKeyMarker><NextUploadIdMarker>x</NextUploadIdMarker>"
                  + "<Upload><Key>ab</Key><UploadId>x</UploadId></Upload>"
                  + "</ListMultipartUploadsResult>");
        });

    assertThat(end(() -> store.started("a"))).isEqualTo(ErrorCode.ISSUANCE_FAILED);
    assertThat(wire.sent()).hasSize(2);
  }
}
