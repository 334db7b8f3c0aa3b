package io.uploadgrants.docs.performing;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A server, grants for it, and a file, for clients that know nothing of this library. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ServerSuite {

  static final String FILE_NAME = "me & you (1).png";

  final byte[] bytes = new byte[100_000];
  @AutoClose UploadServer server;
  UploadGrants grants;
  Path file;

  /** Opens the server. */
  abstract UploadServer open();

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    server = open();
    new Random(1).nextBytes(bytes);
    file = Files.write(folder.resolve(FILE_NAME), bytes);
    grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .profile(
                UploadProfile.named("picture")
                    .kinds(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY)
                    .contentTypes("image/png")
                    .maxSize(5 << 20)
                    .keys(ObjectKeyPolicy.perSubject("pictures").withFileName())
                    .cacheControl("max-age=60")
                    .metadata("title", "A \"title\"; with 'quotes'")
                    .metadata("empty", "") // some clients leave empty headers out
                    .build())
            .build();
  }

  UploadRequest.Builder picture() {
    return UploadRequest.of("picture").by("Zoë (1)").file(FILE_NAME, bytes.length, "image/png");
  }

  PresignedPut put() {
    return (PresignedPut) grants.grant(picture().build());
  }

  /** A grant that signs the file's SHA-256 too. */
  PresignedPut putWithChecksum() {
    return (PresignedPut)
        grants.grant(
            picture().checksum(GrantClient.checksum(ChecksumAlgorithm.SHA256, bytes)).build());
  }

  PostPolicy form() {
    return (PostPolicy) grants.grant(picture().kind(GrantKind.POST_POLICY).build());
  }

  String sha256() {
    return GrantClient.checksum(ChecksumAlgorithm.SHA256, bytes).value();
  }

  /** Fails unless the object is the file, as it was declared. */
  void assertStored(String key) {
    var stored = server.client().getObjectAsBytes(get -> get.bucket(server.bucket()).key(key));
    assertThat(stored.asByteArrayUnsafe()).isEqualTo(bytes);
    assertThat(stored.response().contentType()).isEqualTo("image/png");
    assertThat(stored.response().cacheControl()).isEqualTo("max-age=60");
    assertThat(stored.response().metadata())
        .containsEntry("title", "A \"title\"; with 'quotes'")
        .containsEntry("empty", "");
  }

  boolean isAlreadyThere(String key, long size, String sha256) {
    return new Objects(server.client(), server.bucket()).isAlreadyThere(key, size, sha256);
  }

  /** The application's own look into the bucket. */
  private record Objects(S3Client s3, String bucket) {

    // snippet: already-there
    boolean isAlreadyThere(String key, long size, String sha256) {
      try {
        HeadObjectResponse stored =
            s3.headObject(head -> head.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
        return stored.contentLength() == size && sha256.equals(stored.checksumSHA256());
      } catch (NoSuchKeyException nothing) {
        return false;
      }
    }
    // end
  }
}
