package io.uploadgrants.http;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.http.uppy.UppyEndpoint;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused when an endpoint for Uppy is built, and not at the first upload. */
class UppyEndpointTests {

  @AutoClose private final UploadServer store = UploadServer.embedded();

  private UppyEndpoint.Builder uppy(UploadProfile profile) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(store.target())
            .credentials(store.credentials())
            .tickets(EncryptedTickets.of(TokenSecrets.of("q3Tz8Lk5Wd0xRb7nYc2hVm9sGf4jPe1a")))
            .profile(profile)
            .build();
    return UppyEndpoint.builder(grants);
  }

  private UppyEndpoint.Builder plain() {
    return uppy(UploadProfile.named("own").kinds(postPolicy()).build());
  }

  private static void assertRefused(String setting, ThrowingCallable call, String... words) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(call)
        .withMessageContainingAll(words)
        .extracting(UploadConfigurationException::setting)
        .isEqualTo(setting);
  }

  private void assertUnfit(String setting, UploadProfile profile, String... words) {
    assertRefused(setting, () -> uppy(profile).profiles("own").build(), words);
  }

  @Test
  void aProfileIsNamedThatExists() {
    assertRefused("uppy.profile", () -> plain().build(), "Uppy has no profile");
    assertRefused(
        "uppy.profile",
        () -> plain().profiles("own", "onw").build(),
        "'onw'",
        "did you mean 'own'");
  }

  @Test
  void theOnlyProfileIsTakenWhateverAPageSays() throws Exception {
    try (JdkServerUploads server = JdkServerUploads.start(plain().profiles("own").build())) {
      JsonClient client = new JsonClient(server.base());
      String other = "/s3/params?filename=a&type=&metadata%5Bprofile%5D=other";

      client.send("GET", other, "alice", "text/plain", "").ok();
      assertThat(
              client
                  .send("GET", other, "", "text/plain", "")
                  .problem(401, "authentication-required")
                  .path("message")
                  .stringValue())
          .doesNotContain("own", "other");
    }
  }

  @Test
  void aPutIsPreferredWhereThePageSaysTheSize() throws Exception {
    UploadProfile both = UploadProfile.named("own").kinds(presignedPut(), postPolicy()).build();
    try (JdkServerUploads server = JdkServerUploads.start(uppy(both).profiles("own").build())) {
      JsonClient client = new JsonClient(server.base());
      String request = "{\"method\":\"PUT\",\"key\":\"a.png\",\"metadata\":{\"size\":%s}}";

      assertThat(client.post("/s3/presign", "alice", request.formatted("3")).ok().has("fields"))
          .isFalse();
      assertThat(client.post("/s3/presign", "alice", request.formatted("null")).ok().has("fields"))
          .isTrue();
    }
  }

  @Test
  void aProfileHasAKindThatUppySends() {
    assertUnfit(
        "uppy.profile",
        UploadProfile.named("own").kinds(presignedPut()).build(),
        "'own'",
        "presigned-put");
  }

  @Test
  void aFormAnswersAsUppyReadsIt() {
    assertUnfit(
        "profiles.own.post-policy",
        UploadProfile.named("own").kinds(postPolicy().successStatus(204)).build(),
        "another success status than 201");
    assertUnfit(
        "profiles.own.post-policy",
        UploadProfile.named("own")
            .kinds(postPolicy().successRedirect(URI.create("https://example.com/done")))
            .build(),
        "redirect");
  }

  @Test
  void aChecksumIsNotDemandedThatUppyNeverDeclares() {
    assertUnfit(
        "profiles.own.checksum",
        UploadProfile.named("own")
            .kinds(postPolicy())
            .requireChecksum(ChecksumAlgorithm.CRC32C)
            .build(),
        "'own'",
        "CRC32C");
  }

  @Test
  void whatIsUploadedCanBeCompleted() {
    assertUnfit("uppy.completions", UploadProfile.named("own").kinds(multipart()).build(), "'own'");
    assertUnfit(
        "uppy.completions",
        UploadProfile.named("own")
            .kinds(postPolicy())
            .completion(completion().moveTo(ObjectKeyPolicy.random("accepted")))
            .build(),
        "'own'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/uppy/",
        "//example.com/uppy",
        "uppy",
        "https://example.com/",
        "https://user@example.com/uppy",
        "https://example.com/uppy?a=b",
        "/uppy#a",
        "javascript:/uppy",
        "ftp://example.com/uppy"
      })
  void aPublicUrlIsOneToWhichAPathIsAdded(String url) {
    assertRefused("uppy.public-url", () -> plain().publicUrl(URI.create(url)), "public URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uppy",
        "/api/up%20py",
        "https://example.com",
        "https://example.com:8443/uppy",
        "http://[::1]:8080/uppy"
      })
  void aPublicUrlIsAPathOrOneBehindAnOrigin(String url) {
    assertThatNoException()
        .isThrownBy(() -> plain().profiles("own").publicUrl(URI.create(url)).build());
  }
}
