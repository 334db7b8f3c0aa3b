package io.uploadgrants.docs;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreProbe;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class CoreTests {

  private final HttpClient http = HttpClient.newHttpClient();
  private final byte[] file = "not really a picture".getBytes(StandardCharsets.UTF_8);

  @Test
  void theReadmesGrantIsIssued() {
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "example");
    try {
      // snippet: core
      UploadGrants grants =
          UploadGrants.builder()
              .target(UploadTarget.bucket("photos").region("eu-west-1").build())
              .profile(
                  UploadProfile.named("avatar")
                      .kinds(PRESIGNED_PUT, POST_POLICY)
                      .contentTypes("image/*")
                      .maxSize(5 << 20)
                      .validFor(Duration.ofMinutes(5))
                      .keys(ObjectKeyPolicy.perSubject("avatars"))
                      .build())
              .build(); // a constraint that nobody can enforce fails here

      UploadGrant grant =
          grants.grant(
              UploadRequest.of("avatar").by("alice").file("me.png", 48_213, "image/png").build());
      // end
      assertThat(grant.key()).startsWith("avatars/alice/");
      assertThat(((PresignedPut) grant).url())
          .startsWith("https://photos.s3.eu-west-1.amazonaws.com/avatars/alice/");
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void aGrantIsPerformedOnce() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.builder().start()) {
      UploadTarget target = server.target("photos").build();
      AwsCredentialsProvider credentials = server.credentials();
      // snippet: set-up
      UploadGrants grants =
          UploadGrants.builder()
              .target(target)
              .credentials(credentials)
              .profile(
                  UploadProfile.named("avatar")
                      .kinds(PRESIGNED_PUT, POST_POLICY)
                      .contentTypes("image/png", "image/jpeg")
                      .maxSize(5 << 20)
                      .keys(ObjectKeyPolicy.perSubject("avatars").withFileName())
                      .fileNameAsMetadata("file-name")
                      .build())
              .build();
      // end
      // snippet: grant
      UploadRequest request =
          UploadRequest.of("avatar").by("alice").file("me.png", file.length, "image/png").build();
      PresignedPut grant = (PresignedPut) grants.grant(request);
      // end
      // snippet: put
      HttpRequest.Builder put =
          HttpRequest.newBuilder(grant.uri()).PUT(BodyPublishers.ofByteArray(file));
      grant.headers().forEach(put::header);
      HttpResponse<String> answer = http.send(put.build(), BodyHandlers.ofString());
      // end
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(http.send(put.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(412);
    }
  }

  @Test
  void eachProfileAndEachTenantHasItsBucket() {
    UploadTarget photos = UploadTarget.bucket("photos").region("eu-west-1").build();
    UploadTarget contracts = UploadTarget.bucket("contracts").region("eu-west-1").build();
    Map<String, UploadTarget> tenants =
        Map.of("acme", UploadTarget.bucket("acme-files").region("eu-west-1").build());
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "example"));
    // snippet: targets
    UploadGrants grants =
        UploadGrants.builder()
            .target(photos)
            .profile(UploadProfile.named("photo").contentTypes("image/*").build())
            .profile(UploadProfile.named("contract").target(contracts).build())
            .targetResolver((subject, profile) -> tenants.get(subject)) // null: the profile's own
            .credentials(credentials)
            .build();
    // end
    assertThat(bucketOf(grants, "photo", "alice")).isEqualTo("photos");
    assertThat(bucketOf(grants, "contract", "alice")).isEqualTo("contracts");
    assertThat(bucketOf(grants, "contract", "acme")).isEqualTo("acme-files");
  }

  private static String bucketOf(UploadGrants grants, String profile, String subject) {
    UploadRequest request =
        UploadRequest.of(profile).by(subject).file("a.png", 5, "image/png").build();
    String host = ((PresignedPut) grants.grant(request)).uri().getHost();
    return host.substring(0, host.indexOf('.'));
  }

  @Test
  void anAuthorizerSaysNotNow() {
    // snippet: authorizer
    GrantAuthorizer quota =
        (request, profile) -> {
          if (usedBytes(request.subject()) > 1L << 30) {
            throw new OverQuotaException("1 GiB is used up.", Duration.ofHours(1));
          }
        };
    // end
    UploadProfile profile = UploadProfile.named("any").build();
    UploadRequest request = UploadRequest.of("any").by("greedy").build();
    assertThatThrownBy(() -> quota.authorize(request, profile))
        .isInstanceOf(OverQuotaException.class);
  }

  @Test
  void aProbeSaysWhatAStoreDoes() {
    try (UploadServer server = UploadServer.embedded()) {
      AwsCredentialsProvider provider = server.credentials();
      UploadTarget target = server.target().toBuilder().with(StoreFeature.TAGS).build();
      UploadGrants grants =
          UploadGrants.builder()
              .target(target)
              .credentials(provider)
              .profile(UploadProfile.named("tagged").tag("scan", "open").build())
              .build();
      // snippet: store-probe
      StoreReport report = StoreProbe.of(grants).build().run();
      report.findings().forEach((feature, finding) -> print(feature.id(), finding));
      print("claimed, and not there", report.untrue());
      print("profiles that can't be enforced", grants.refusedAt(report.measured()));
      // end
      assertThat(printed)
          .contains("claimed, and not there: [TAGS]")
          .anyMatch(line -> line.startsWith("conditional-writes: StoreFinding[outcome=PRESENT"))
          .anyMatch(line -> line.startsWith("profiles that can't be enforced: {tagged="));
    }
  }

  private final List<String> printed = new ArrayList<>();

  private void print(String what, Object found) {
    printed.add(what + ": " + found);
  }

  private static long usedBytes(@Nullable String subject) {
    return "greedy".equals(subject) ? Long.MAX_VALUE : 0;
  }
}
