package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.Encryption;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Moves of what a holder has sent in ways that nobody meant, and of keys that nobody likes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StubbornHolderSuite {

  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);

  @AutoClose private final MovedUploads uploads = new MovedUploads(open());

  abstract UploadServer open();

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(uploads.everything()).noneMatch(key -> key.startsWith("started "));
    uploads.empty();
  }

  private static @Nullable ErrorCode end(Runnable call) {
    try {
      call.run();
      return null;
    } catch (UploadException refused) {
      return refused.code();
    }
  }

  /** Keys of characters that are written otherwise in URLs, headers and lists. */
  private record OddKeys(String prefix) implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      byte[] own = new byte[16];
      random.nextBytes(own);
      return prefixFor(null) + HexFormat.of().formatHex(own) + " ä+%2B?a=b&c#'(~)*!@:;,\u6f22.txt";
    }

    @Override
    public boolean unguessable() {
      return true;
    }

    @Override
    public String prefixFor(@Nullable String subject) {
      return prefix + " +%20/";
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PRESIGNED_PUT", "POST_POLICY"})
  void keysOfAnyCharactersAreMoved(GrantKind kind) {
    UploadTarget target = uploads.server.target();
    assumeTrue(kind != GrantKind.POST_POLICY || target.supports(StoreFeature.POST_POLICY));
    UploadGrants grants =
        uploads.grants(
            kind,
            profile ->
                profile
                    .keys(new OddKeys("in"))
                    .completion(completion().moveTo(new OddKeys("out"))));
    UploadCompletions completions = uploads.completions(grants);
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).build());
    uploads.upload(grant, FILE);

    CompletedUpload upload = completions.complete(MovedUploads.ticket(grant), "alice");

    assertThat(upload.key()).startsWith("out +%20/").endsWith(".txt");
    assertThat(uploads.everything()).containsExactly(upload.key());
    assertThat(uploads.bytes(upload.key())).isEqualTo(FILE);
    assertThat(completions.complete(MovedUploads.ticket(grant), "alice")).isEqualTo(upload);
  }

  @ParameterizedTest
  @EnumSource(names = {"PRESIGNED_PUT", "POST_POLICY"})
  void theMovedObjectHasTheProfilesHeadersAndEncryption(GrantKind kind) {
    UploadTarget target = uploads.server.target();
    assumeTrue(kind != GrantKind.POST_POLICY || target.supports(StoreFeature.POST_POLICY));
    boolean encrypted = target.supports(StoreFeature.SSE_S3);
    UploadGrants grants =
        uploads.grants(
            kind,
            profile -> {
              profile
                  .cacheControl("private, max-age=60")
                  .contentDisposition(ObjectSettings.Disposition.ATTACHMENT);
              return encrypted ? profile.encryption(Encryption.sseS3()) : profile;
            });
    UploadGrant grant = grants.grant(MovedUploads.request(FILE).build());
    uploads.upload(grant, FILE);

    CompletedUpload upload =
        uploads.completions(grants).complete(MovedUploads.ticket(grant), "alice");

    HeadObjectResponse head = head(upload.key());
    assertThat(head.cacheControl()).isEqualTo("private, max-age=60");
    assertThat(head.contentDisposition()).contains("attachment", "me.txt");
    if (encrypted) {
      assertThat(head.serverSideEncryptionAsString()).isEqualTo("AES256");
    }
  }

  private HeadObjectResponse head(String key) {
    return uploads
        .server
        .client()
        .headObject(head -> head.bucket(uploads.server.bucket()).key(key));
  }

  private TemporaryCredentials credentials(UploadGrants grants) {
    return (TemporaryCredentials) grants.grant(MovedUploads.request(FILE).build());
  }

  private UploadGrants forCredentials() {
    assumeTrue(uploads.server.checks().contains(ServerCheck.SESSION_POLICY), "no session policies");
    return uploads.grants(GrantKind.TEMPORARY_CREDENTIALS, profile -> profile);
  }

  /** Returns the client that somebody with the credentials has. */
  private S3Client holder(TemporaryCredentials grant) {
    return uploads.server.client(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                grant.credentials().accessKeyId(),
                grant.credentials().secretAccessKey(),
                grant.credentials().sessionToken())));
  }

  private String start(
      TemporaryCredentials grant, Consumer<CreateMultipartUploadRequest.Builder> with) {
    return holder(grant)
        .createMultipartUpload(
            create ->
                create
                    .bucket(uploads.server.bucket())
                    .key(grant.key())
                    .contentType("text/plain")
                    .overrideConfiguration(call -> grant.headers().forEach(call::putHeader))
                    .applyMutation(with))
        .uploadId();
  }

  private void finish(TemporaryCredentials grant, String id) {
    String bucket = uploads.server.bucket();
    String etag =
        holder(grant)
            .uploadPart(
                part -> part.bucket(bucket).key(grant.key()).uploadId(id).partNumber(1),
                RequestBody.fromBytes(FILE))
            .eTag();
    CompletedPart one = CompletedPart.builder().partNumber(1).eTag(etag).build();
    holder(grant)
        .completeMultipartUpload(
            complete ->
                complete
                    .bucket(bucket)
                    .key(grant.key())
                    .uploadId(id)
                    // What a policy demands of whole uploads, it demands here.
                    .ifNoneMatch(grant.headers().get("if-none-match"))
                    .multipartUpload(all -> all.parts(one)));
  }

  @Test
  void whatTheHolderSendsInPartsIsMovedWithoutWhatItAdds() {
    UploadGrants grants = forCredentials();
    TemporaryCredentials grant = credentials(grants);
    finish(
        grant,
        start(
            grant,
            create ->
                create
                    .cacheControl("max-age=99999")
                    .contentDisposition("inline; filename=evil.html")
                    .contentLanguage("de")
                    .websiteRedirectLocation("https://example.com/")));

    CompletedUpload upload =
        uploads.completions(grants).complete(MovedUploads.ticket(grant), "alice");

    HeadObjectResponse head = head(upload.key());
    assertThat(uploads.bytes(upload.key())).isEqualTo(FILE);
    assertThat(head.cacheControl()).isNull();
    assertThat(head.contentDisposition()).isNull();
    assertThat(head.contentLanguage()).isNull();
    assertThat(head.websiteRedirectLocation()).isNull();
    assertThat(head.metadata()).containsOnlyKeys("upload-id");
    assertThat(uploads.everything()).containsExactly(upload.key());
  }

  @Test
  void whatIsEncodedIsRejectedWhereItsContentIsLookedAt() {
    UploadGrants grants = forCredentials();
    TemporaryCredentials grant = credentials(grants);
    finish(grant, start(grant, create -> create.contentEncoding("gzip")));

    assertThat(end(() -> uploads.completions(grants).complete(MovedUploads.ticket(grant), "alice")))
        .isEqualTo(ErrorCode.OBJECT_DIFFERS);

    assertThat(uploads.everything()).isEmpty();
  }

  /** It was started before, and is finished when the object was accepted. */
  @Test
  void whatTheHolderFinishesAfterwardsChangesNothing() {
    UploadGrants grants = forCredentials();
    UploadCompletions completions = uploads.completions(grants);
    TemporaryCredentials grant = credentials(grants);
    uploads.upload(grant, FILE);
    String late = start(grant, create -> {});
    CompletedUpload upload = completions.complete(MovedUploads.ticket(grant), "alice");

    finish(grant, late);

    assertThat(completions.complete(MovedUploads.ticket(grant), "alice")).isEqualTo(upload);
    assertThat(uploads.everything()).containsExactly(upload.key());
  }

  /** What the moves of all stores with conditional copies rely on. */
  @Test
  void noPartOfAnotherObjectIsCopied() {
    S3Client s3 = uploads.server.client();
    String bucket = uploads.server.bucket();
    s3.putObject(put -> put.bucket(bucket).key("source"), RequestBody.fromBytes(FILE));
    String id =
        s3.createMultipartUpload(create -> create.bucket(bucket).key("destination")).uploadId();

    int status = 200;
    try {
      s3.uploadPartCopy(
          copy ->
              copy.sourceBucket(bucket)
                  .sourceKey("source")
                  .copySourceIfMatch("\"d41d8cd98f00b204e9800998ecf8427e\"")
                  .destinationBucket(bucket)
                  .destinationKey("destination")
                  .uploadId(id)
                  .partNumber(1));
    } catch (S3Exception refused) {
      status = refused.statusCode();
    }
    s3.abortMultipartUpload(abort -> abort.bucket(bucket).key("destination").uploadId(id));

    assumeTrue(uploads.server.target().supports(StoreFeature.CONDITIONAL_COPIES));
    assertThat(status).isEqualTo(412);
  }

  /** Somebody's credentials are of no use where accepted objects lie. */
  @Test
  void theHolderCannotWriteWhereItsObjectIsMoved() {
    UploadGrants grants = forCredentials();
    TemporaryCredentials grant = credentials(grants);
    uploads.upload(grant, FILE);
    CompletedUpload upload =
        uploads.completions(grants).complete(MovedUploads.ticket(grant), "alice");

    int status = 200;
    try {
      holder(grant)
          .putObject(
              put -> put.bucket(upload.bucket()).key(upload.key()), RequestBody.fromString("mine"));
    } catch (S3Exception refused) {
      status = refused.statusCode();
    }

    assertThat(status).isEqualTo(403);
    assertThat(uploads.bytes(upload.key())).isEqualTo(FILE);
  }

  /** One key for all of a subject's uploads, each of which replaces the one before. */
  private record OneKey() implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return prefixFor(request.subject()) + "file";
    }

    @Override
    public String prefixFor(@Nullable String subject) {
      return "current/" + subject + "/";
    }
  }

  @Test
  void whatAnotherTicketHasPutAtTheSameKeyIsItsAlone() {
    UploadGrants grants =
        uploads.grants(
            GrantKind.PRESIGNED_PUT,
            profile -> profile.keys(new OneKey()).overwrite(Overwrite.ALLOWED));
    UploadCompletions completions = uploads.completions(grants);
    UploadGrant first = grants.grant(MovedUploads.request(FILE).build());
    UploadGrant second = grants.grant(MovedUploads.request(FILE).build());
    uploads.upload(first, FILE);
    uploads.upload(second, FILE);

    assertThat(end(() -> completions.complete(MovedUploads.ticket(first), "alice")))
        .isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
    completions.abort(MovedUploads.ticket(first), "alice");
    CompletedUpload upload = completions.complete(MovedUploads.ticket(second), "alice");

    assertThat(uploads.everything()).containsExactly(upload.key());
    uploads.upload(first, FILE);
    assertThat(completions.complete(MovedUploads.ticket(second), "alice")).isEqualTo(upload);
    CompletedUpload other = completions.complete(MovedUploads.ticket(first), "alice");
    assertThat(other.key()).isNotEqualTo(upload.key());
    assertThat(uploads.everything()).containsExactlyInAnyOrder(upload.key(), other.key());
  }
}
