package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/** A file of three parts, from its grant to its completion. */
final class SentInParts {

  static final TokenSecrets SECRETS = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");
  static final long SIZE = 2 * PartPlan.MIN_PART_SIZE + 7;

  final PartsInMemory store;
  private final Told listener = new Told();
  final List<CompletedUpload> accepted = listener.accepted;
  final List<String> told = listener.ends;
  final UploadGrants grants;
  private final UploadProfile profile;
  final UploadCompletions completions;
  final MultipartUpload grant;
  final String ticket;
  final TicketClaims claims;

  Instant now = TestGrants.NOW;

  SentInParts(PartsInMemory.Repeated repeated) {
    this(repeated, profile());
  }

  SentInParts(PartsInMemory.Repeated repeated, UploadProfile.Builder profile) {
    this(repeated, profile, TestGrants.request().size(SIZE));
  }

  private SentInParts(
      PartsInMemory.Repeated repeated,
      UploadProfile.Builder profile,
      UploadRequest.Builder request) {
    store = new PartsInMemory(repeated);
    this.profile = profile.build();
    grants = grants(SECRETS);
    completions = node(SECRETS);
    grant = (MultipartUpload) grants.grant(request.build());
    ticket = Objects.requireNonNull(grant.ticket()).value();
    claims = EncryptedTickets.of(SECRETS).open(ticket);
    store.start(grant.plan());
  }

  private UploadGrants grants(TokenSecrets secrets) {
    return TestGrants.builder()
        .clock(() -> now)
        .tickets(EncryptedTickets.of(secrets))
        .strategy(new MultipartStrategy(target -> new Starting()))
        .profile(profile)
        .build();
  }

  /** Returns what another node of the application has, that knows some secrets. */
  UploadCompletions node(TokenSecrets secrets) {
    UploadGrants its = grants(secrets);
    return UploadCompletions.builder(its, Receipts.of(secrets, Duration.ofHours(1), its.clock()))
        .stores(target -> store)
        .listener(listener)
        .build();
  }

  static SentInParts ofSize(long size) {
    return new SentInParts(
        PartsInMemory.Repeated.SUCCEEDS, profile().maxSize(size), TestGrants.request().size(size));
  }

  static SentInParts ofUndeclaredSize(
      PartsInMemory.Repeated repeated, UploadProfile.Builder profile) {
    return new SentInParts(
        repeated,
        profile,
        TestGrants.request().size(null).sizeAtCompletion(true).kind(GrantKind.MULTIPART));
  }

  static UploadProfile.Builder profile() {
    return TestGrants.any()
        .kinds(
            GrantSettings.multipart().partSize(PartPlan.MIN_PART_SIZE),
            GrantSettings.presignedPut())
        .maxSize(100L << 20)
        .completion(completion());
  }

  /** Starts uploads, each with an id of its own. */
  private static final class Starting implements S3Client {
    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
        CreateMultipartUploadRequest request) {
      return CreateMultipartUploadResponse.builder().uploadId("upload-of-" + request.key()).build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  SentInParts send() {
    for (int number = 1; number <= grant.plan().count(); number++) {
      send(number, tag(number));
    }
    return this;
  }

  /** Sends a part of any size, as its URL allows that was signed without one. */
  UploadedPart send(int number, long size) {
    store.send(grant.plan().uploadId(), new StoredPart(number, size, tag(number), null));
    return new UploadedPart(number, tag(number));
  }

  boolean send(int number, String etag) {
    return store.send(
        grant.plan().uploadId(), new StoredPart(number, grant.plan().sizeOf(number), etag, null));
  }

  static String tag(int number) {
    return "\"part" + number + "\"";
  }

  /** Returns what an honest client lists. */
  List<UploadedPart> listed() {
    return IntStream.rangeClosed(1, grant.plan().count())
        .mapToObj(number -> new UploadedPart(number, tag(number)))
        .toList();
  }

  CompletedUpload complete() {
    return completions.complete(ticket, listed(), "alice");
  }

  void abort() {
    completions.abort(ticket, "alice");
  }

  /** Returns how a call ends: the code of its refusal, or {@code null}. */
  static @Nullable ErrorCode end(Runnable call) {
    try {
      call.run();
      return null;
    } catch (UploadException refused) {
      return refused.code();
    }
  }
}
