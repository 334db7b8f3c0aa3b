package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sts.StsClient;

/** Uploads to one store, of a profile that moves what it accepts. */
final class MovedUploads implements AutoCloseable {

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");
  private static final String ROLE = "arn:aws:iam::123456789012:role/uploads";

  final UploadServer server;
  private final StsClient sts;
  private final PartSender sender = new PartSender();

  MovedUploads(UploadServer server) {
    this.server = server;
    this.sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(server.credentials())
            .build();
  }

  UploadGrants grants(GrantKind kind, UnaryOperator<UploadProfile.Builder> settings) {
    UploadGrants.Builder grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .tickets(EncryptedTickets.of(SECRETS))
            .profile(
                settings
                    .apply(
                        UploadProfile.named("photo")
                            .kinds(kind)
                            .maxSize(100)
                            .keys(ObjectKeyPolicy.perSubject("incoming"))
                            .completion(
                                completion()
                                    .checkContent()
                                    .moveTo(ObjectKeyPolicy.perSubject("photos").withFileName()))
                            .validFor(Duration.ofMinutes(15)))
                    .build());
    if (kind == GrantKind.TEMPORARY_CREDENTIALS) {
      SubjectSessions sessions =
          SubjectSessions.of(AssumeRoleSource.of(ROLE).client(sts).build()).build();
      grants.strategy(new TemporaryCredentialsStrategy(sessions));
    }
    return grants.build();
  }

  UploadCompletions completions(UploadGrants grants) {
    Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), InstantSource.system());
    return UploadCompletions.builder(grants, receipts).clients(target -> server.client()).build();
  }

  static UploadRequest.Builder request(byte[] file) {
    return UploadRequest.of("photo").by("alice").file("me.txt", file.length, "text/plain");
  }

  /** Uploads a file, and returns its parts where there are some. */
  List<UploadedPart> upload(UploadGrant grant, byte[] file) {
    if (grant instanceof MultipartUpload multipart) {
      return List.of(new UploadedPart(1, sender.send(multipart.parts().get(0), file)));
    }
    assertThat(GrantClient.of(server).upload(grant, file).accepted()).isTrue();
    return List.of();
  }

  static String ticket(UploadGrant grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  /** Returns the keys of all objects, and of what was begun and is in no list of objects. */
  List<String> everything() {
    List<String> keys = new ArrayList<>(keys(""));
    server.client().listMultipartUploads(list -> list.bucket(server.bucket())).uploads().stream()
        .filter(this::exists)
        .map(started -> "started " + started.key())
        .forEach(keys::add);
    return keys;
  }

  /** MinIO's list has some that were aborted while they were made. */
  private boolean exists(software.amazon.awssdk.services.s3.model.MultipartUpload started) {
    try {
      server
          .client()
          .listParts(
              list -> list.bucket(server.bucket()).key(started.key()).uploadId(started.uploadId()));
      return true;
    } catch (NoSuchUploadException gone) {
      return false;
    }
  }

  List<String> keys(String prefix) {
    return server
        .client()
        .listObjectsV2(list -> list.bucket(server.bucket()).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  byte[] bytes(String key) {
    return server
        .client()
        .getObjectAsBytes(get -> get.bucket(server.bucket()).key(key))
        .asByteArray();
  }

  /** Removes what a test has left. */
  void empty() {
    keys("")
        .forEach(
            key -> server.client().deleteObject(delete -> delete.bucket(server.bucket()).key(key)));
  }

  @Override
  public void close() {
    sts.close();
    server.close();
  }
}
