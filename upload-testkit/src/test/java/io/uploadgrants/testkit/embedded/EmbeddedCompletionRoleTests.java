package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static io.uploadgrants.GrantSettings.postPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SignedPart;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.iam.RolePolicies;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.net.URI;
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
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Uploads are completed and shown with just the permissions that the policies list. */
class EmbeddedCompletionRoleTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");
  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\2\0\0\0"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PAGE = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

  private final HttpClient http = HttpClient.newHttpClient();

  /** What completion does, and the one permission that it is a test of. */
  private enum Step {
    ACCEPTED("s3:GetObject", false),
    ACCEPTED_VERSION("s3:GetObjectVersion", true),
    REMOVED("s3:DeleteObject", false),
    REMOVED_VERSION("s3:DeleteObjectVersion", true),
    PUT_TOGETHER("s3:PutObject", false),
    LISTED("s3:ListMultipartUploadParts", false),
    ABORTED("s3:AbortMultipartUpload", false),
    MOVED("s3:PutObject", false),
    MOVED_AND_CLEARED("s3:ListBucketMultipartUploads", false),
    MOVED_AND_SHOWN("s3:GetObject", false);

    private final String action;
    private final boolean versioned;

    Step(String action, boolean versioned) {
      this.action = action;
      this.versioned = versioned;
    }
  }

  private static List<UploadProfile> profiles() {
    return List.of(
        UploadProfile.named("photo")
            .keys(ObjectKeyPolicy.random("up"))
            .completion(completion().checkContent())
            .build(),
        UploadProfile.named("scan")
            .kinds(postPolicy())
            .keys(ObjectKeyPolicy.random("up"))
            .completion(completion().checkContent().moveTo(ObjectKeyPolicy.perSubject("kept")))
            .build(),
        UploadProfile.named("video").keys(ObjectKeyPolicy.random("up")).kinds(multipart()).build());
  }

  @ParameterizedTest
  @EnumSource
  void completionHasWhatItNeedsAndNothingThatItDoesNot(Step step) {
    String policy =
        RolePolicies.completing(
            UploadTarget.bucket(RoleServer.BUCKET)
                .region("us-east-1")
                .endpoint(URI.create("http://127.0.0.1:1"))
                .pathStyle(true)
                .build(),
            "up",
            profiles());

    with(step.versioned, policy, run -> run.succeeds(step));
    with(step.versioned, without(step.action, policy), run -> run.fails(step));
    with(step.versioned, policy.replace("/up/*", "/elsewhere/*"), run -> run.fails(step));
  }

  @ParameterizedTest
  @CsvSource({"s3:GetObject, false", "s3:GetObjectVersion, true"})
  void aLinkShowsWithWhatItsSignerHas(String action, boolean versioned) {
    String policy =
        RolePolicies.viewing(
            UploadTarget.bucket(RoleServer.BUCKET)
                .region("us-east-1")
                .endpoint(URI.create("http://127.0.0.1:1"))
                .pathStyle(true)
                .build(),
            "up",
            profiles());

    with(versioned, policy, run -> assertThat(run.shown()).isEqualTo(200));
    with(versioned, without(action, policy), run -> assertThat(run.shown()).isEqualTo(403));
    with(
        versioned,
        policy.replace("/up/*", "/elsewhere/*"),
        run -> assertThat(run.shown()).isEqualTo(403));
  }

  private static String without(String action, String policy) {
    JsonNode json = JsonMapper.shared().readTree(policy);
    int removed = 0;
    for (JsonNode statement : json.get("Statement")) {
      if (statement.get("Action") instanceof ArrayNode actions) {
        for (int i = actions.size() - 1; i >= 0; i--) {
          if (actions.get(i).stringValue().equals(action)) {
            actions.remove(i);
            removed++;
          }
        }
      }
    }
    assertThat(removed).as(action).isPositive();
    return json.toString();
  }

  private interface Use {

    void of(Run run) throws Exception;
  }

  private void with(boolean versioned, String policy, Use use) {
    RoleServer.with(
        EmbeddedS3.builder().rolePolicy("completion", "p", policy),
        server -> {
          try (S3Client root = server.s3(server.server().credentials());
              S3Client limited = server.s3(server.session("completion"))) {
            if (versioned) {
              root.putBucketVersioning(
                  put ->
                      put.bucket(RoleServer.BUCKET)
                          .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
            }
            use.of(new Run(server, root, limited));
          } catch (Exception failed) {
            throw new AssertionError(failed);
          }
        });
  }

  private final class Run {

    private final S3Client root;
    private final AwsCredentialsProvider session;
    private final UploadGrants grants;
    private final UploadCompletions completions;
    private final UploadCompletions ofRoot;

    Run(RoleServer server, S3Client root, S3Client limited) {
      this.root = root;
      this.session = server.session("completion");
      UploadGrants.Builder builder =
          UploadGrants.builder()
              .target(server.server().target(RoleServer.BUCKET).build())
              .credentials(server.server().credentials())
              .tickets(EncryptedTickets.of(SECRETS));
      profiles().forEach(builder::profile);
      this.grants = builder.build();
      Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), grants.clock());
      this.completions =
          UploadCompletions.builder(grants, receipts).clients(target -> limited).build();
      this.ofRoot = UploadCompletions.builder(grants, receipts).clients(target -> root).build();
    }

    void succeeds(Step step) throws Exception {
      switch (step) {
        case ACCEPTED, ACCEPTED_VERSION ->
            assertThat(completions.complete(photo(PNG), "alice").size()).isEqualTo(PNG.length);
        case REMOVED, REMOVED_VERSION -> {
          String ticket = photo(PAGE);
          assertThatThrownBy(() -> completions.complete(ticket, "alice"))
              .isInstanceOfSatisfying(
                  UploadRefusedException.class,
                  differs -> assertThat(differs.code()).isEqualTo(ErrorCode.OBJECT_DIFFERS));
          assertThat(versions()).isEmpty();
        }
        case PUT_TOGETHER, LISTED -> {
          Sent sent = video();
          assertThat(completions.complete(sent.ticket(), sent.parts(), "alice").size())
              .isEqualTo(PNG.length);
        }
        case MOVED, MOVED_AND_CLEARED, MOVED_AND_SHOWN ->
            assertThat(completions.complete(scan(), "alice").key()).startsWith("kept/alice/");
        case ABORTED -> {
          completions.abort(video().ticket(), "alice");
          assertThat(root.listMultipartUploads(l -> l.bucket(RoleServer.BUCKET)).uploads())
              .isEmpty();
        }
      }
    }

    void fails(Step step) throws Exception {
      switch (step) {
        case ACCEPTED, ACCEPTED_VERSION -> refused(photo(PNG), List.of());
        case REMOVED, REMOVED_VERSION -> {
          String ticket = photo(PAGE);
          refused(ticket, List.of());
          assertThat(versions()).hasSize(1);
        }
        case PUT_TOGETHER, LISTED -> {
          Sent sent = video();
          refused(sent.ticket(), sent.parts());
        }
        case MOVED, MOVED_AND_CLEARED, MOVED_AND_SHOWN -> refused(scan(), List.of());
        case ABORTED -> {
          Sent sent = video();
          assertThatThrownBy(() -> completions.abort(sent.ticket(), "alice"))
              .isInstanceOf(UploadException.class);
          assertThat(root.listMultipartUploads(l -> l.bucket(RoleServer.BUCKET)).uploads())
              .hasSize(1);
        }
      }
    }

    private void refused(String ticket, List<UploadedPart> parts) {
      assertThatThrownBy(() -> completions.complete(ticket, parts, "alice"))
          .isInstanceOfSatisfying(
              UploadException.class,
              refused -> assertThat(refused.code()).isNotEqualTo(ErrorCode.OBJECT_DIFFERS));
    }

    int shown() throws Exception {
      CompletedUpload upload = ofRoot.complete(photo(PNG), "alice");
      URI url =
          ViewLinks.of(grants, SigningCredentials.of(session))
              .viewLink(upload, Duration.ofMinutes(1))
              .url();
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()).statusCode();
    }

    private List<String> versions() {
      return root.listObjectVersions(l -> l.bucket(RoleServer.BUCKET)).versions().stream()
          .map(each -> each.key())
          .toList();
    }

    private String photo(byte[] bytes) throws Exception {
      PresignedPut put = (PresignedPut) grant("photo", "image/png", bytes.length);
      assertThat(send(put.uri(), put.headers(), bytes).statusCode()).isEqualTo(200);
      return ticket(put);
    }

    /** As by a form. */
    private String scan() {
      PostPolicy form = (PostPolicy) grant("scan", "image/png", PNG.length);
      String id = Objects.requireNonNull(form.fields().get("x-amz-meta-upload-id"));
      root.putObject(
          put ->
              put.bucket(RoleServer.BUCKET)
                  .key(form.key())
                  .contentType("image/png")
                  .metadata(Map.of("upload-id", id)),
          RequestBody.fromBytes(PNG));
      return ticket(form);
    }

    private record Sent(String ticket, List<UploadedPart> parts) {}

    private Sent video() throws Exception {
      MultipartUpload upload = (MultipartUpload) grant("video", "video/mp4", PNG.length);
      List<UploadedPart> parts = new ArrayList<>();
      for (SignedPart part : upload.parts()) {
        HttpResponse<String> answer = send(URI.create(part.url()), part.headers(), PNG);
        assertThat(answer.statusCode()).isEqualTo(200);
        parts.add(
            new UploadedPart(part.partNumber(), answer.headers().firstValue("ETag").orElseThrow()));
      }
      return new Sent(ticket(upload), parts);
    }

    private UploadGrant grant(String profile, String type, long size) {
      return grants.grant(UploadRequest.of(profile).by("alice").file("a", size, type).build());
    }

    private String ticket(UploadGrant grant) {
      return Objects.requireNonNull(grant.ticket()).value();
    }

    private HttpResponse<String> send(URI url, Map<String, String> headers, byte[] bytes)
        throws IOException, InterruptedException {
      HttpRequest.Builder put = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofByteArray(bytes));
      headers.forEach(put::header);
      return http.send(put.build(), BodyHandlers.ofString());
    }
  }
}
