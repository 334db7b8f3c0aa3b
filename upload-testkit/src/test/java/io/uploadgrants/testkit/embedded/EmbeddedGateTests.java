package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time, headers that nobody signed, and requests that can be read in two ways. */
class EmbeddedGateTests {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @AutoClose private UploadServer server = UploadServer.embedded();
  private Keys root = Keys.root(server);

  @BeforeEach
  void aKnownStart() {
    assertThat(put().body("x").sendPresigned(FIVE_MINUTES).status()).isEqualTo(200);
  }

  private SignedRequest put() {
    return request("PUT");
  }

  private SignedRequest request(String method) {
    return new SignedRequest(server, root, method, "/" + server.bucket() + "/key");
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("<Message>", "<RequestId>");
  }

  @Test
  void aUrlExpiresWhenTheClockMoves() {
    Instant signed = server.clock().instant();
    server.clock().advance(FIVE_MINUTES.minusSeconds(30));
    assertThat(put().at(signed).sendPresigned(FIVE_MINUTES).status()).isEqualTo(200);
    server.clock().advance(Duration.ofSeconds(31));
    Answer answer = put().at(signed).sendPresigned(FIVE_MINUTES);
    assertRefused(answer, 403, "AccessDenied");
    assertThat(answer.body()).contains("Request has expired", "<ServerTime>", "<Expires>");
  }

  @Test
  void aUrlSignedAtTheMovedClockWorks() {
    server.clock().advance(Duration.ofDays(400));
    assertThat(put().sendPresigned(FIVE_MINUTES).status()).isEqualTo(200);
    assertThat(request("GET").sendSigned().body()).isEmpty();
  }

  @Test
  void aUrlFromTheFutureIsRefused() {
    Instant ahead = server.clock().instant().plus(Duration.ofMinutes(14));
    assertThat(put().at(ahead).sendPresigned(FIVE_MINUTES).status()).isEqualTo(200);
    assertRefused(
        put().at(ahead.plus(Duration.ofMinutes(2))).sendPresigned(FIVE_MINUTES),
        403,
        "AccessDenied");
  }

  @Test
  void aUrlForMoreThanAWeekIsRefused() {
    assertThat(put().sendPresigned(Duration.ofDays(7)).status()).isEqualTo(200);
    assertRefused(
        put().sendPresigned(Duration.ofDays(7).plusSeconds(1)),
        400,
        "AuthorizationQueryParametersError");
  }

  @Test
  void aSignedRequestMoreThanFifteenMinutesOffIsRefusedAndToldWhatToDo() {
    Instant now = server.clock().instant();
    assertThat(put().at(now.minus(Duration.ofMinutes(14))).sendSigned().status()).isEqualTo(200);
    for (int minutes : new int[] {-16, 16}) {
      Answer answer = put().at(now.plus(Duration.ofMinutes(minutes))).sendSigned();
      assertRefused(answer, 403, "RequestTimeTooSkewed");
      assertThat(answer.body()).contains("EmbeddedS3.clock()", "<MaxAllowedSkewMilliseconds>");
    }
  }

  @Test
  void theAnswersDateIsTheServersTime() {
    server.clock().advance(Duration.ofDays(1000));
    assertThat(String.valueOf(put().sendSigned().headers().get("date")))
        .contains(String.valueOf(server.clock().instant()).substring(0, 4));
  }

  @Test
  void everyUnsignedAmazonHeaderIsRefused() {
    for (String name : new String[] {"x-amz-acl", "X-Amz-Meta-Added", "x-amz-storage-class"}) {
      Answer byUrl = put().unsigned(name, "private").sendPresigned(FIVE_MINUTES);
      assertRefused(byUrl, 403, "AccessDenied");
      assertThat(byUrl.body()).containsIgnoringCase("<HeadersNotSigned>" + name);
      assertRefused(put().unsigned(name, "private").sendSigned(), 403, "AccessDenied");
    }
    assertThat(put().header("x-amz-meta-signed", "1").sendPresigned(FIVE_MINUTES).status())
        .isEqualTo(200);
  }

  @Test
  void aHeaderInTheQueryIsRefusedRatherThanIgnored() {
    for (String name : new String[] {"x-amz-acl", "X-Amz-Checksum-Sha256", "x-amz-tagging"}) {
      Answer answer = put().query(name, "private").body("y").sendPresigned(FIVE_MINUTES);
      assertRefused(answer, 400, "InvalidArgument");
    }
    assertThat(request("GET").sendSigned().body()).isEqualTo("x");
  }

  @Test
  void aRepeatedParameterIsRefused() {
    assertRefused(
        put().unsignedQuery("X-Amz-Expires=300").sendPresigned(FIVE_MINUTES),
        400,
        "AuthorizationQueryParametersError");
    assertRefused(
        put().unsignedQuery("x-amz-expires=604800").sendPresigned(FIVE_MINUTES),
        400,
        "AuthorizationQueryParametersError");
    assertRefused(
        request("GET")
            .query("response-content-type", "text/plain")
            .unsignedQuery("response-content-type=text/html")
            .sendPresigned(FIVE_MINUTES),
        400,
        "InvalidArgument");
  }

  @Test
  void aRepeatedSignatureIsRefused() {
    assertRefused(
        put().unsigned("Authorization", "Bearer x").sendPresigned(FIVE_MINUTES),
        400,
        "InvalidArgument");
    assertRefused(
        put().unsigned("x-amz-date", "20200101T000000Z").sendSigned(), 400, "InvalidArgument");
    assertRefused(
        put().unsigned("Authorization", "AWS4-HMAC-SHA256 x").sendSigned(), 400, "InvalidArgument");
  }

  @Test
  void aBodyIsNeverReadAsParameters() {
    Answer answer =
        put()
            .header("content-type", "application/x-www-form-urlencoded")
            .body("acl=&uploads=")
            .sendPresigned(FIVE_MINUTES);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(request("GET").sendSigned().body()).isEqualTo("acl=&uploads=");
  }

  @Test
  void anAnonymousRequestIsRefused() {
    HttpRequest get =
        HttpRequest.newBuilder(server.endpoint().resolve("/" + server.bucket() + "/key")).build();
    assertRefused(SignedRequest.send(get), 403, "AccessDenied");
    HttpRequest put =
        HttpRequest.newBuilder(server.endpoint().resolve("/" + server.bucket() + "/key"))
            .PUT(BodyPublishers.ofString("x"))
            .build();
    assertRefused(SignedRequest.send(put), 403, "AccessDenied");
  }

  @Test
  void aForgedSignatureIsRefusedByAnotherImplementationThanOurs() {
    Keys forged = new Keys(root.id(), "another secret", null);
    SignedRequest put = new SignedRequest(server, forged, "PUT", "/" + server.bucket() + "/key");
    assertRefused(put.sendSigned(), 403, "SignatureDoesNotMatch");
    Keys unknown = new Keys("AKIAUNKNOWN", root.secret(), null);
    put = new SignedRequest(server, unknown, "PUT", "/" + server.bucket() + "/key");
    assertRefused(put.sendSigned(), 403, "InvalidAccessKeyId");
  }
}
