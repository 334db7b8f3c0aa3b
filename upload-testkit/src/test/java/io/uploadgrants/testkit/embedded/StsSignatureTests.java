package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.StsFixture.ROLE;
import static io.uploadgrants.testkit.embedded.StsFixture.ROOT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.StsSigned;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A request is what its signer signed, or it is refused. */
class StsSignatureTests {

  private static final Map<String, String> IDENTITY =
      Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15");

  @AutoClose private final StsFixture sts = new StsFixture();
  private final Instant now = sts.clock.instant();
  private final QueryRequest good = StsSigned.post(IDENTITY).signedBy(ROOT, now);

  @Test
  void aSignedPostAndASignedGetAreAnswered() {
    accepted(good);
    accepted(StsSigned.get(IDENTITY).signedBy(ROOT, now));
    accepted(
        StsSigned.get(
                Map.of(
                    "Action", "AssumeRole",
                    "Version", "2011-06-15",
                    "RoleArn", ROLE,
                    "RoleSessionName", "a=b,c@d",
                    "Tags.member.1.Key", "té am",
                    "Tags.member.1.Value", "+/="))
            .signedBy(ROOT, now));
    accepted(StsSigned.post(IDENTITY).with("x-amz-anything", " two  spaces ").signedBy(ROOT, now));
  }

  @Test
  void aThousandAlteredSignaturesAreRefused() {
    Random random = new Random(20261124);
    for (int i = 0; i < 1000; i++) {
      QueryRequest altered =
          StsSigned.header(
              good,
              "authorization",
              header -> {
                int at = header.length() - 64 + random.nextInt(64);
                char digit;
                do {
                  digit = "0123456789abcdef".charAt(random.nextInt(16));
                } while (digit == header.charAt(at));
                return header.substring(0, at) + digit + header.substring(at + 1);
              });
      refused(altered, 403, "SignatureDoesNotMatch");
    }
  }

  @Test
  void aSignatureOfAnotherSecretIsRefused() {
    refused(
        StsSigned.post(IDENTITY)
            .signedBy(AwsBasicCredentials.create(ROOT.accessKeyId(), "another"), now),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void anAlteredBodyQueryMethodOrHeaderIsRefused() {
    refused(
        new QueryRequest(
            "POST",
            "/",
            good.headers(),
            StsSigned.form(Map.of("Version", "2011-06-15", "Action", "GetCallerIdentity"))
                .replace("&", "&x=y&")
                .getBytes(UTF_8)),
        403,
        "SignatureDoesNotMatch");
    QueryRequest get = StsSigned.get(IDENTITY).signedBy(ROOT, now);
    refused(
        new QueryRequest("GET", get.target() + "&x=y", get.headers(), get.body()),
        403,
        "SignatureDoesNotMatch");
    refused(
        new QueryRequest("GET", get.target(), good.headers(), new byte[0]),
        403,
        "SignatureDoesNotMatch");
    refused(StsSigned.header(good, "host", host -> "evil.example"), 403, "SignatureDoesNotMatch");
    refused(
        StsSigned.header(
            StsSigned.post(IDENTITY).with("x-amz-anything", "one").signedBy(ROOT, now),
            "x-amz-anything",
            value -> "two"),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void anUnsignedHeaderOfAmazonsIsRefused() {
    refused(StsSigned.header(good, "x-amz-anything", none -> "1"), 403, "SignatureDoesNotMatch");
  }

  @Test
  void aSignedHeaderThatIsMissingOrAnUnsignedHostIsRefused() {
    QueryRequest extra = StsSigned.post(IDENTITY).with("x-other", "one").signedBy(ROOT, now);
    refused(StsSigned.without(extra, "x-other"), 403, "SignatureDoesNotMatch");
    refused(StsSigned.without(good, "host"), 403, "SignatureDoesNotMatch");
    refused(
        StsSigned.header(good, "authorization", header -> header.replace("host;", "")),
        403,
        "SignatureDoesNotMatch");
  }

  @Test
  void aHeaderThatIsThereTwiceIsRefused() {
    for (String name : List.of("authorization", "x-amz-date", "host", "content-type")) {
      Map<String, List<String>> headers = new LinkedHashMap<>(good.headers());
      headers.computeIfPresent(name, (key, values) -> List.of(values.get(0), values.get(0)));
      QueryReply reply = sts.endpoint.handle(new QueryRequest("POST", "/", headers, good.body()));
      assertThat(reply.status()).as(name).isBetween(400, 403);
    }
  }

  @Test
  void aClaimedHashThatIsNotTheBodysIsRefused() {
    for (String claimed : List.of("UNSIGNED-PAYLOAD", "0".repeat(64))) {
      refused(
          StsSigned.header(good, "x-amz-content-sha256", any -> claimed),
          403,
          "SignatureDoesNotMatch");
    }
  }

  @Test
  void aSignatureLivesFifteenMinutesBothWays() {
    accepted(StsSigned.post(IDENTITY).signedBy(ROOT, now.minus(Duration.ofMinutes(14))));
    accepted(StsSigned.post(IDENTITY).signedBy(ROOT, now.plus(Duration.ofMinutes(14))));
    QueryReply stale =
        refused(
            StsSigned.post(IDENTITY).signedBy(ROOT, now.minus(Duration.ofMinutes(16))),
            403,
            "SignatureDoesNotMatch");
    assertThat(stale.body())
        .containsPattern(
            "Signature expired: [0-9]{8}T[0-9]{6}Z is now earlier than [0-9]{8}T[0-9]{6}Z"
                + " \\([0-9]{8}T[0-9]{6}Z - 15 min\\.\\)");
    QueryReply early =
        refused(
            StsSigned.post(IDENTITY).signedBy(ROOT, now.plus(Duration.ofMinutes(16))),
            403,
            "SignatureDoesNotMatch");
    assertThat(early.body()).contains("Signature not yet current: ");
    sts.clock.advance(Duration.ofMinutes(16));
    refused(good, 403, "SignatureDoesNotMatch");
  }

  @Test
  void anAlteredDateIsRefused() {
    refused(
        StsSigned.header(good, "x-amz-date", date -> "20200101T000000Z"),
        403,
        "SignatureDoesNotMatch");
    for (String date : List.of("", "yesterday", "20261332T000000Z", "2026-11-24T00:00:00Z")) {
      refused(StsSigned.header(good, "x-amz-date", any -> date), 400, "IncompleteSignature");
    }
    refused(StsSigned.without(good, "x-amz-date"), 400, "IncompleteSignature");
  }

  @Test
  void aSignatureForAnotherServiceIsRefused() {
    QueryReply reply =
        refused(
            StsSigned.post(IDENTITY).service("s3").signedBy(ROOT, now),
            403,
            "SignatureDoesNotMatch");
    assertThat(reply.body()).contains("Credential should be scoped to correct service: 'sts'.");
  }

  @Test
  void anUnsignedOrHalfSignedRequestIsRefused() {
    for (Map<String, String> each :
        List.of(
            IDENTITY,
            Map.of(
                "Action",
                "AssumeRole",
                "Version",
                "2011-06-15",
                "RoleArn",
                ROLE,
                "RoleSessionName",
                "alice"),
            Map.of("Action", "GetFederationToken", "Version", "2011-06-15", "Name", "alice"))) {
      refused(StsSigned.post(each).unsigned(), 403, "MissingAuthenticationToken");
    }
    for (String header :
        List.of(
            "",
            "Basic YTpi",
            "AWS4-HMAC-SHA256 Credential=a/b/c",
            "AWS4-ECDSA-P256-SHA256 Credential=A/20261124/sts/aws4_request, SignedHeaders=host, Signature=00")) {
      refused(StsSigned.header(good, "authorization", any -> header), 400, "IncompleteSignature");
    }
    refused(
        StsSigned.header(
            good,
            "authorization",
            header -> header.replace("content-type;host", "host;content-type")),
        400,
        "IncompleteSignature");
  }

  @Test
  void aPresignedUrlIsRefused() {
    Map<String, String> query = new LinkedHashMap<>(IDENTITY);
    query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.put("X-Amz-Signature", "0".repeat(64));
    refused(StsSigned.get(query).unsigned(), 400, "IncompleteSignature");
  }

  @Test
  void anUnknownKeyIsRefused() {
    refused(
        StsSigned.post(IDENTITY).signedBy(AwsBasicCredentials.create("ASIAUNKNOWN", "secret"), now),
        403,
        "InvalidClientTokenId");
  }

  @Test
  void aSessionNeedsItsOwnTokenAndTheServersKeysNone() {
    Session mine = sts.sessions.issue(now, Duration.ofHours(1), List.of(), Map.of());
    Session other = sts.sessions.issue(now, Duration.ofHours(1), List.of(), Map.of());
    refused(
        StsSigned.post(IDENTITY)
            .signedBy(AwsBasicCredentials.create(mine.accessKeyId(), mine.secretAccessKey()), now),
        403,
        "InvalidClientTokenId");
    refused(signed(mine, other.sessionToken()), 403, "InvalidClientTokenId");
    refused(signed(mine, mine.sessionToken() + "A"), 403, "InvalidClientTokenId");
    refused(
        StsSigned.without(signed(mine, mine.sessionToken()), "x-amz-security-token"),
        403,
        "SignatureDoesNotMatch");
    refused(
        StsSigned.post(IDENTITY)
            .signedBy(
                AwsSessionCredentials.create(
                    ROOT.accessKeyId(), ROOT.secretAccessKey(), mine.sessionToken()),
                now),
        403,
        "InvalidClientTokenId");
  }

  private QueryRequest signed(Session session, String token) {
    return StsSigned.post(IDENTITY)
        .signedBy(
            AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), token),
            now);
  }

  private void accepted(QueryRequest request) {
    assertThat(sts.endpoint.handle(request))
        .satisfies(reply -> assertThat(reply.body()).doesNotContain("<Error>"))
        .extracting(QueryReply::status)
        .isEqualTo(200);
  }

  private QueryReply refused(QueryRequest request, int status, String code) {
    QueryReply reply = sts.endpoint.handle(request);
    assertThat(reply.body()).contains("<Code>" + code + "</Code>");
    assertThat(reply.status()).isEqualTo(status);
    return reply;
  }
}
