package io.uploadgrants.testkit.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forms in a bucket with versions, where what is replaced or removed can come to light again. */
@Needs({Equipment.MINIO, Equipment.LOCALSTACK})
class VersionedMoveTests {

  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "twenty bytes of mine".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PAGE = "<html><script></scri".getBytes(StandardCharsets.UTF_8);

  /** A store whose buckets have versions. */
  enum Versioned {
    EMBEDDED(UploadServer::embedded),
    MINIO(RunningServer.MINIO::open),
    LOCALSTACK(RunningServer.LOCALSTACK::open);

    private final Supplier<UploadServer> server;

    Versioned(Supplier<UploadServer> server) {
      this.server = server;
    }
  }

  /** A form and what can be done with it. */
  private static final class Form implements AutoCloseable {

    private final MovedUploads uploads;
    private final UploadCompletions completions;
    private final UploadGrant grant;

    Form(Versioned store) {
      uploads = new MovedUploads(store.server.get());
      uploads
          .server
          .client()
          .putBucketVersioning(
              put ->
                  put.bucket(uploads.server.bucket())
                      .versioningConfiguration(on -> on.status("Enabled")));
      UploadGrants grants = uploads.grants(GrantKind.POST_POLICY, profile -> profile);
      completions = uploads.completions(grants);
      grant = grants.grant(MovedUploads.request(FILE).build());
    }

    Form send(byte[] file) {
      uploads.upload(grant, file);
      return this;
    }

    CompletedUpload complete() {
      return completions.complete(MovedUploads.ticket(grant), "alice");
    }

    void abort() {
      completions.abort(MovedUploads.ticket(grant), "alice");
    }

    @Nullable ErrorCode end(Runnable call) {
      try {
        call.run();
        return null;
      } catch (UploadException refused) {
        return refused.code();
      }
    }

    @Override
    public void close() {
      uploads.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNewestIsAcceptedAndStaysSo(Versioned store) {
    try (Form form = new Form(store).send(FILE).send(OTHER)) {
      CompletedUpload upload = form.complete();

      assertThat(form.uploads.bytes(upload.key())).isEqualTo(OTHER);
      assertThat(upload.versionId()).isNotNull();
      assertThat(form.complete()).isEqualTo(upload);
      assertThat(form.send(PAGE).complete()).isEqualTo(upload);
      assertThat(form.uploads.bytes(upload.key())).isEqualTo(OTHER);
      assertThat(form.end(form::abort)).isEqualTo(ErrorCode.ALREADY_COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterAnAbortionNothingIsLeftThatCouldBeAccepted(Versioned store) {
    try (Form form = new Form(store).send(FILE).send(OTHER)) {
      form.abort();

      assertThat(form.uploads.everything()).isEmpty();
      assertThat(form.end(form::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterARejectionNothingIsLeftThatCouldBeAccepted(Versioned store) {
    try (Form form = new Form(store).send(FILE).send(PAGE)) {
      assertThat(form.end(form::complete)).isEqualTo(ErrorCode.OBJECT_DIFFERS);

      assertThat(form.uploads.everything()).isEmpty();
      assertThat(form.end(form::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    }
  }
}
