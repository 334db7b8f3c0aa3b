package io.uploadgrants.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.assertj.UploadAssertions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a test that fails says of the reason. */
class ErrorDetailsTests {

  @AutoClose private final UploadServer server = UploadServer.embedded();

  private UploadAnswer upload(Map<String, String> altered) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .profile(UploadProfile.named("avatar").contentTypes("image/*").build())
            .build();
    PresignedPut put =
        (PresignedPut)
            grants.grant(UploadRequest.of("avatar").by("alice").file("a", 5, "image/png").build());
    Map<String, String> headers = new HashMap<>(put.headers());
    headers.putAll(altered);
    return GrantClient.of(server)
        .upload(
            new PresignedPut(
                put.key(),
                put.url(),
                headers,
                put.implicitHeaders(),
                put.expiresAt(),
                put.enforced()),
            new byte[5]);
  }

  private static String failure(UploadAnswer answer) {
    return String.valueOf(
        org.assertj.core.api.Assertions.catchThrowable(
                () -> UploadAssertions.assertThat(answer).isAccepted())
            .getMessage());
  }

  @Test
  void aHeaderThatDiffersFromTheSignedOneIsSeen() {
    UploadAnswer answer = upload(Map.of("content-type", "image/gif"));

    assertThat(failure(answer))
        .contains("<403 SignatureDoesNotMatch>.", "CanonicalRequest:", "    content-type:image/gif")
        .doesNotContain("X-Amz-Signature", "SignatureProvided", "StringToSign");
    assertThat(answer.details()).containsOnlyKeys("CanonicalRequest");
  }

  @Test
  void aHeaderThatWasNotSignedIsNamed() {
    assertThat(failure(upload(Map.of("x-amz-acl", "private"))))
        .contains("<403 AccessDenied>.", "  HeadersNotSigned: x-amz-acl");
  }

  @Test
  void tokensAndLongTextsAreLeftOut() {
    String xml =
        "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>PUT&#10;a=1&amp;X-Amz-Security-Token=s3cr3t%%2B&amp;b=2\nx-amz-security-token:s3cr3t\n</CanonicalRequest><Long>%s</Long><StringToSign>s3cr3t</StringToSign></Error>"
            .formatted("x".repeat(5000));

    Map<String, String> details = ErrorDetails.of(xml);

    assertThat(details).containsOnlyKeys("CanonicalRequest", "Long");
    assertThat(details.get("CanonicalRequest"))
        .contains("X-Amz-Security-Token=<redacted>&b=2", "x-amz-security-token:<redacted>");
    assertThat(details.get("Long")).hasSize(2001).endsWith("…");
    assertThat(details.toString()).doesNotContain("s3cr3t");
    assertThat(ErrorDetails.of("<PostResponse><Key>k</Key></PostResponse>")).isEmpty();
  }
}
