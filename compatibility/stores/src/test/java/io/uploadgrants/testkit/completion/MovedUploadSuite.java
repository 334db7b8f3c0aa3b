package io.uploadgrants.testkit.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadStatus;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** What is accepted and moved on a real store, by each kind of grant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MovedUploadSuite {

  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "twenty bytes of mine".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PAGE = "<html><script></scri".getBytes(StandardCharsets.UTF_8);

  @AutoClose private final MovedUploads uploads = new MovedUploads(open());

  abstract UploadServer open();

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(uploads.everything()).noneMatch(key -> key.startsWith("started "));
    uploads.empty();
  }

  private UploadGrants grants(GrantKind kind) {
    return grants(kind, profile -> profile);
  }

  private UploadGrants grants(GrantKind kind, UnaryOperator<UploadProfile.Builder> settings) {
    UploadTarget target = uploads.server.target();
    switch (kind) {
      case PRESIGNED_PUT -> {}
      case POST_POLICY -> assumeTrue(target.supports(StoreFeature.POST_POLICY), "no forms");
      case MULTIPART -> assumeTrue(target.supports(StoreFeature.WHOLE_UPLOADS), "broken parts");
      case TEMPORARY_CREDENTIALS ->
          assumeTrue(
              uploads.server.checks().contains(ServerCheck.SESSION_POLICY), "no session policies");
    }
    return uploads.grants(kind, settings);
  }

  private static @Nullable ErrorCode end(Runnable call) {
    try {
      call.run();
      return null;
    } catch (UploadException refused) {
      return refused.code();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAcceptedLiesAtItsNewKeyAlone(GrantKind kind) {
    UploadGrants grants = grants(kind);
    UploadCompletions completions = uploads.completions(grants);
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).build());
    List<UploadedPart> parts = uploads.upload(grant, FILE);

    CompletedUpload upload = completions.complete(MovedUploads.ticket(grant), parts, "alice");

    assertThat(grant.key()).startsWith("incoming/alice/");
    assertThat(upload.key()).startsWith("photos/alice/").endsWith("-me.txt");
    assertThat(uploads.everything()).containsExactly(upload.key());
    assertThat(uploads.bytes(upload.key())).isEqualTo(FILE);
    assertThat(upload.size()).isEqualTo(FILE.length);
    assertThat(upload.contentType()).isEqualTo("text/plain");
    assertThat(uploads.completions(grants).complete(MovedUploads.ticket(grant), parts, "alice"))
        .isEqualTo(upload);
    assertThat(completions.status(MovedUploads.ticket(grant), "alice").state())
        .isEqualTo(UploadStatus.State.COMPLETED);
    assertThat(end(() -> completions.abort(MovedUploads.ticket(grant), "alice")))
        .isEqualTo(ErrorCode.ALREADY_COMPLETED);
    assertThat(uploads.everything()).containsExactly(upload.key());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TEMPORARY_CREDENTIALS")
  void itHasWhatTheProfileAndTheRequestSet(GrantKind kind) {
    assumeTrue(
        kind != GrantKind.POST_POLICY
            || uploads.server.target().supports(StoreFeature.FORM_METADATA_REFUSED),
        "no form's metadata");
    UploadGrants grants =
        grants(
            kind,
            profile ->
                profile
                    .metadata("owner", "photos")
                    .fileNameAsMetadata("file-name")
                    .contentTypes("text/plain"));
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).metadata("order", "4711").build());
    List<UploadedPart> parts = uploads.upload(grant, FILE);

    CompletedUpload upload =
        uploads.completions(grants).complete(MovedUploads.ticket(grant), parts, "alice");

    HeadObjectResponse head =
        uploads
            .server
            .client()
            .headObject(object -> object.bucket(upload.bucket()).key(upload.key()));
    assertThat(head.metadata())
        .containsAllEntriesOf(Map.of("owner", "photos", "order", "4711", "file-name", "me.txt"))
        .containsEntry("upload-id", upload.id());
    assertThat(head.eTag()).isEqualTo(upload.etag());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TEMPORARY_CREDENTIALS")
  void itHasItsTags(GrantKind kind) {
    UploadTarget target = uploads.server.target();
    assumeTrue(target.supports(StoreFeature.TAGS), "no tags");
    assumeTrue(
        kind != GrantKind.POST_POLICY || target.supports(StoreFeature.FORM_TAGS), "no form's tags");
    UploadGrants grants = grants(kind, profile -> profile.tag("scan", "pending"));
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).tag("order", "4 711").build());
    List<UploadedPart> parts = uploads.upload(grant, FILE);

    CompletedUpload upload =
        uploads.completions(grants).complete(MovedUploads.ticket(grant), parts, "alice");

    assertThat(
            uploads
                .server
                .client()
                .getObjectTagging(tags -> tags.bucket(upload.bucket()).key(upload.key()))
                .tagSet())
        .extracting(Tag::key, Tag::value)
        .containsExactlyInAnyOrder(tuple("scan", "pending"), tuple("order", "4 711"));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyFileIsMovedToo(GrantKind kind) {
    byte[] nothing = {};
    UploadGrants grants = grants(kind, profile -> profile.minSize(0));
    UploadGrant grant = grants.grant(MovedUploads.request(nothing).build());
    List<UploadedPart> parts = uploads.upload(grant, nothing);

    CompletedUpload upload =
        uploads.completions(grants).complete(MovedUploads.ticket(grant), parts, "alice");

    assertThat(upload.size()).isZero();
    assertThat(uploads.everything()).containsExactly(upload.key());
  }

  /** Its holder has the grant still. */
  @ParameterizedTest
  @EnumSource(names = {"POST_POLICY", "TEMPORARY_CREDENTIALS"})
  void whatIsSentAfterwardsChangesNothing(GrantKind kind) {
    UploadGrants grants = grants(kind);
    UploadCompletions completions = uploads.completions(grants);
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).build());
    uploads.upload(grant, FILE);
    CompletedUpload upload = completions.complete(MovedUploads.ticket(grant), "alice");

    for (byte[] file : List.of(OTHER, PAGE)) {
      uploads.upload(grant, file);

      assertThat(completions.complete(MovedUploads.ticket(grant), "alice")).isEqualTo(upload);
      assertThat(uploads.bytes(upload.key())).isEqualTo(FILE);
      assertThat(uploads.everything()).containsExactly(upload.key());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRejectedIsRemovedAndNeverMoved(GrantKind kind) {
    UploadGrants grants = grants(kind);
    UploadCompletions completions = uploads.completions(grants);
    UploadGrant grant = grants.grant(MovedUploads.request(PAGE).build());
    List<UploadedPart> parts = uploads.upload(grant, PAGE);

    assertThat(end(() -> completions.complete(MovedUploads.ticket(grant), parts, "alice")))
        .isEqualTo(ErrorCode.OBJECT_DIFFERS);

    assertThat(uploads.everything()).isEmpty();
    assertThat(end(() -> completions.complete(MovedUploads.ticket(grant), parts, "alice")))
        .isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }

  /** It was never accepted. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MULTIPART")
  void whatIsThereAndNotAcceptedIsAborted(GrantKind kind) {
    UploadGrants grants = grants(kind);
    UploadCompletions completions = uploads.completions(grants);
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).build());
    uploads.upload(grant, FILE);
    assertThat(completions.status(MovedUploads.ticket(grant), "alice").state())
        .isEqualTo(UploadStatus.State.WAITING);

    completions.abort(MovedUploads.ticket(grant), "alice");
    completions.abort(MovedUploads.ticket(grant), "alice");

    assertThat(uploads.everything()).isEmpty();
    assertThat(end(() -> completions.complete(MovedUploads.ticket(grant), "alice")))
        .isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }

  @Test
  void completionEnforcesWhatASessionCannot() {
    UploadGrant grant =
        grants(GrantKind.TEMPORARY_CREDENTIALS, profile -> profile.contentTypes("text/plain"))
            .grant(MovedUploads.request(FILE).build());

    assertThat(grant.enforced())
        .containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.CONTENT_TYPE, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.KEY, EnforcedBy.STORAGE);
  }
}
