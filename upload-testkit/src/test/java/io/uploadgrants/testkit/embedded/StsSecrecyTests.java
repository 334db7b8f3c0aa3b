package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.StsFixture.ROLE;
import static io.uploadgrants.testkit.embedded.StsFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.iam.QueryCaller;
import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.StsSigned;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Secrets stay secret, and no two sessions share one. */
class StsSecrecyTests {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.5Z");

  @Test
  void aThousandSessionsMadeAtOnceShareNothing() {
    Sessions sessions = new Sessions(new SecureRandom());
    Set<String> all = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              Session session = sessions.issue(NOW, Duration.ofHours(1), List.of(), Map.of());
              all.add(session.accessKeyId());
              all.add(session.secretAccessKey());
              all.add(session.sessionToken());
              assertThat(sessions.find(session.accessKeyId())).isSameAs(session);
              assertThat(session.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
              assertThat(session.secretAccessKey()).hasSize(40);
            });
    assertThat(all).hasSize(3000);
    assertThat(sessions.find("ASIA")).isNull();
  }

  @Test
  void aSessionEndsToTheSecond() {
    Session session =
        new Sessions(new SecureRandom()).issue(NOW, Duration.ofMinutes(15), List.of(), Map.of());
    assertThat(session.issuedAt()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
    assertThat(session.isExpired(session.expiresAt().minusNanos(1))).isFalse();
    assertThat(session.isExpired(session.expiresAt())).isTrue();
    assertThat(session.hasToken(null)).isFalse();
    assertThat(session.hasToken("")).isFalse();
    assertThat(session.hasToken(session.sessionToken())).isTrue();
  }

  @Test
  void noTextShowsASecret() {
    try (StsFixture sts = new StsFixture()) {
      Session session =
          sts.sessions.issue(sts.clock.instant(), Duration.ofHours(1), List.of(), Map.of());
      AwsSessionCredentials credentials =
          AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
      QueryRequest request =
          StsSigned.post(
                  Map.of(
                      "Action", "AssumeRole",
                      "Version", "2011-06-15",
                      "RoleArn", ROLE,
                      "RoleSessionName", "alice"))
              .signedBy(credentials, sts.clock.instant());
      String authorization = request.header("authorization").get(0);
      QueryReply reply =
          sts.post(
              Map.of(
                  "Action",
                  "AssumeRole",
                  "Version",
                  "2011-06-15",
                  "RoleArn",
                  ROLE,
                  "RoleSessionName",
                  "alice"));
      String issued =
          reply.body().replaceAll("(?s).*<SecretAccessKey>(.*)</SecretAccessKey>.*", "$1");
      assertThat(issued).hasSize(40);
      List<String> secrets =
          List.of(
              ROOT.secretAccessKey(),
              session.secretAccessKey(),
              session.sessionToken(),
              issued,
              authorization.substring(authorization.length() - 64));
      assertThat(
              List.of(
                  session.toString(),
                  request.toString(),
                  reply.toString(),
                  new QueryCaller(session).toString(),
                  refused(sts, StsSigned.header(request, "authorization", h -> h + "0")),
                  refused(
                      sts,
                      StsSigned.header(
                          request,
                          "authorization",
                          h -> h.replaceAll("Signature=.*", "Signature=" + "0".repeat(64)))),
                  refused(sts, StsSigned.header(request, "x-amz-security-token", t -> t + "0")),
                  refused(sts, StsSigned.header(request, "x-amz-date", t -> "20200101T000000Z"))))
          .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }
  }

  private static String refused(StsFixture sts, QueryRequest request) {
    QueryReply reply = sts.endpoint.handle(request);
    assertThat(reply.status()).isBetween(400, 403);
    return reply.body();
  }
}
