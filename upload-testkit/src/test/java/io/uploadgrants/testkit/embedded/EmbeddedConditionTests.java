package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a session's conditions see of a request, and forms. */
class EmbeddedConditionTests {

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final String bucket = server.bucket();

  private Keys session(String action, String resource, String condition) {
    return Keys.session(
        server,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":%s,\"Resource\":\"arn:aws:s3:::%s%s\",\"Condition\":%s}}"
            .formatted(action, bucket, resource, condition));
  }

  private SignedRequest put(Keys keys) {
    return new SignedRequest(server, keys, "PUT", "/" + bucket + "/users/u1/f").body("x");
  }

  private static void assertDenied(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isEqualTo("AccessDenied");
  }

  private static void assertAccepted(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
  }

  @Test
  void aListingIsHeldToItsPrefix() {
    Keys keys = session("\"s3:ListBucket\"", "", "{\"StringLike\":{\"s3:prefix\":\"users/u1/*\"}}");
    String path = "/" + bucket;
    assertAccepted(
        new SignedRequest(server, keys, "GET", path)
            .query("list-type", "2")
            .query("prefix", "users/u1/")
            .sendSigned());
    assertDenied(
        new SignedRequest(server, keys, "GET", path).query("prefix", "users/u2/").sendSigned());
    assertDenied(new SignedRequest(server, keys, "GET", path).sendSigned());
    assertDenied(
        new SignedRequest(server, keys, "GET", path)
            .query("uploads", "")
            .query("prefix", "users/u1/")
            .sendSigned());
  }

  @Test
  void aHeaderIsAConditionHoweverTheRequestIsSigned() {
    Keys keys =
        session(
            "\"s3:PutObject\"",
            "/*",
            "{\"StringEquals\":{\"s3:x-amz-storage-class\":\"GLACIER\",\"s3:if-none-match\":\"*\"}}");
    assertDenied(put(keys).sendSigned());
    assertDenied(put(keys).header("x-amz-storage-class", "GLACIER").sendSigned());
    assertDenied(
        put(keys)
            .header("x-amz-storage-class", "STANDARD_IA")
            .header("if-none-match", "*")
            .sendPresigned(Duration.ofMinutes(1)));
    assertAccepted(
        put(keys)
            .header("x-amz-storage-class", "GLACIER")
            .header("if-none-match", "*")
            .sendPresigned(Duration.ofMinutes(1)));
  }

  @Test
  void tagsAreConditions() {
    Keys keys =
        session(
            "[\"s3:PutObject\",\"s3:PutObjectTagging\"]",
            "/*",
            "{\"StringEquals\":{\"s3:RequestObjectTag/kind\":\"a b\"},\"ForAllValues:StringEquals\":{\"s3:RequestObjectTagKeys\":[\"kind\"]}}");
    assertDenied(put(keys).sendSigned());
    assertDenied(put(keys).header("x-amz-tagging", "kind=c").sendSigned());
    assertDenied(put(keys).header("x-amz-tagging", "kind=a%20b&more=1").sendSigned());
    assertAccepted(put(keys).header("x-amz-tagging", "kind=a%20b").sendSigned());
  }

  @Test
  void theWayOfSigningIsACondition() {
    Keys keys =
        session(
            "\"s3:PutObject\"", "/*", "{\"StringEquals\":{\"s3:authType\":\"REST-QUERY-STRING\"}}");
    assertDenied(put(keys).sendSigned());
    assertAccepted(put(keys).sendPresigned(Duration.ofMinutes(1)));
  }

  @Test
  void theAgeOfASignatureIsACondition() {
    Keys keys =
        session("\"s3:PutObject\"", "/*", "{\"NumericLessThan\":{\"s3:signatureAge\":\"60000\"}}");
    var signed = server.clock().instant();
    assertAccepted(put(keys).at(signed).sendPresigned(Duration.ofMinutes(10)));
    server.clock().advance(Duration.ofMinutes(2));
    assertDenied(put(keys).at(signed).sendPresigned(Duration.ofMinutes(10)));
  }

  @Test
  void whatNobodyKnowsTheRightsOfIsRefused() {
    Keys keys = Keys.session(server, assume -> assume.durationSeconds(900));
    assertAccepted(put(keys).sendSigned());
    for (String name : new String[] {"acl", "tagging", "retention", "uploadId", "nonsense"}) {
      assertThat(put(keys).query(name, "").sendSigned().status()).as(name).isEqualTo(501);
    }
    assertThat(
            new SignedRequest(server, keys, "PUT", "/" + bucket)
                .query("versioning", "")
                .sendSigned()
                .status())
        .isEqualTo(501);
  }

  private PostPolicy form(Keys keys) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(keys.provider())
            .clock(server.clock())
            .profile(
                UploadProfile.named("form")
                    .kinds(GrantKind.POST_POLICY)
                    .openToGuests()
                    .maxSize(100)
                    .validFor(Duration.ofMinutes(5))
                    .keys(ObjectKeyPolicy.random("users/u1"))
                    .build())
            .build();
    return (PostPolicy) grants.grant(UploadRequest.of("form").build());
  }

  private Answer send(PostPolicy form, Map<String, String> changes) {
    Map<String, String> fields = new LinkedHashMap<>(form.fields());
    fields.putAll(changes);
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
                .append(value + "\r\n"));
    body.append("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n");
    body.append("x\r\n--b--\r\n");
    return SignedRequest.send(
        HttpRequest.newBuilder(URI.create(form.url()))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  @Test
  void aFormExpiresWhenTheClockMoves() {
    PostPolicy form = form(Keys.root(server));
    server.clock().advance(Duration.ofMinutes(4));
    assertAccepted(send(form, Map.of()));
    server.clock().advance(Duration.ofMinutes(2));
    Answer late = send(form, Map.of());
    assertDenied(late);
    assertThat(late.body()).contains("Invalid according to Policy: Policy expired.");
  }

  @Test
  void aFormIsHeldToItsSession() {
    String never = "{\"StringNotEquals\":{\"aws:UserAgent\":\"nobody\"}}";
    Keys own = session("\"s3:PutObject\"", "/users/u1/*", never);
    Keys others = session("\"s3:PutObject\"", "/users/u2/*", never);
    assertAccepted(send(form(own), Map.of()));
    assertDenied(send(form(others), Map.of()));
    assertThat(send(form(own), Map.of("x-amz-security-token", "x")).code())
        .isEqualTo("InvalidToken");
    assertThat(send(form(own), Map.of("x-amz-signature", "0".repeat(64))).code())
        .isEqualTo("SignatureDoesNotMatch");
    assertDenied(send(form(own), Map.of("acl", "private")));
    PostPolicy expired = form(own);
    server.clock().advance(Duration.ofMinutes(16));
    assertThat(send(expired, Map.of()).code()).isIn("AccessDenied", "ExpiredToken");
  }

  @Test
  void aFormOfAnUnknownKeyIsRefused() {
    Keys root = Keys.root(server);
    assertThat(send(form(new Keys("AKIAUNKNOWN", root.secret(), null)), Map.of()).code())
        .isEqualTo("InvalidAccessKeyId");
  }
}
