package io.uploadgrants.testkit.embedded.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What is read of a signed request shows neither its token nor its signature. */
class SignatureSecrecyTests {

  @Test
  void noTextShowsATokenOrASignature() {
    AwsSessionCredentials credentials =
        AwsSessionCredentials.create("ASIAAAAAAAAAAAAAAAAA", "the-secret", "the-token");
    QueryRequest request =
        StsSigned.post(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"))
            .signedBy(credentials, Instant.parse("2026-11-24T12:00:00Z"));
    String authorization = request.header("authorization").get(0);

    assertThat(
            List.of(
                SignedHeader.parse(authorization).toString(),
                CanonicalRequest.of(request, List.of("x-amz-security-token")).toString()))
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(
                        "the-secret",
                        "the-token",
                        authorization.substring(authorization.length() - 64)));
  }
}
