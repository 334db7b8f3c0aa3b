package io.uploadgrants.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.CompletionSettings;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedParts;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.aws.S3Clients;
import io.uploadgrants.s3.ObjectUrls;
import io.uploadgrants.token.Receipts;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Completes the uploads of profiles with completion: looks at what was stored, accepts it or
 * removes it. State is in the store and in the ticket alone, so every node that knows the tickets'
 * secret serves every call, and each call can be repeated. Thread-safe and meant to be shared.
 *
 * <pre>{@code
 * UploadCompletions completions = UploadCompletions.builder(grants, receipts).build();
 * CompletedUpload upload = completions.complete(ticket, "alice");
 * }</pre>
 *
 * <p>Its credentials need {@code s3:GetObject} and {@code s3:DeleteObject}, for multipart uploads
 * and where objects are moved {@code s3:PutObject}, {@code s3:ListMultipartUploadParts} and {@code
 * s3:AbortMultipartUpload}, in a bucket with versions {@code s3:GetObjectVersion} and {@code
 * s3:DeleteObjectVersion} too, and {@code s3:ListBucket} on the bucket, without which S3 answers
 * 403 for an object that isn't there. Where objects are moved they need {@code
 * s3:ListBucketMultipartUploads} on the bucket as well, and for a profile with tags or an ACL
 * {@code s3:PutObjectTagging} or {@code s3:PutObjectAcl}, as the request that starts an upload
 * does.
 */
public final class UploadCompletions implements AutoCloseable {

  /** How many parts are signed in one call. */
  public static final int MAX_PARTS_AT_ONCE = 1_000;

  private final TicketGate gate;
  private final Receipts receipts;
  private final CompletionListeners listeners;
  private final Inspection inspection = new Inspection();
  private final MultipartAssembly assembly;
  private final Acceptance acceptance;
  private final UploadGrants grants;
  private final S3Clients clients;

  private UploadCompletions(Builder builder, UploadTickets tickets) {
    this.grants = builder.grants;
    this.receipts = builder.receipts;
    this.listeners = new CompletionListeners(builder.listeners);
    this.assembly = new MultipartAssembly(listeners);
    this.acceptance =
        new Acceptance(inspection, new Relocation(assembly, builder.copiedPartSize), listeners);
    S3Clients own = new S3Clients(builder.credentials, builder.clientSettings);
    this.clients = own;
    Function<UploadTarget, S3Client> given = builder.clients;
    Function<UploadTarget, S3Client> s3 = given == null ? own::of : given;
    Function<UploadTarget, ObjectStore> stores = builder.stores;
    this.gate =
        new TicketGate(
            builder.grants,
            tickets,
            stores == null ? target -> new S3ObjectStore(s3.apply(target), target) : stores);
    if (builder.grants.profiles().stream().anyMatch(UploadCompletions::checksContent)) {
      // At start, so that a missing library shows before the first upload.
      inspection.checkContent();
    }
  }

  private static boolean checksContent(UploadProfile profile) {
    CompletionSettings completion = profile.completion();
    return completion != null && completion.content();
  }

  /**
   * Starts the set-up.
   *
   * @param grants what issues the grants, with {@linkplain UploadGrants.Builder#tickets tickets}
   * @param receipts what signs the receipts
   * @return a builder, all of whose settings have a default
   */
  public static Builder builder(UploadGrants grants, Receipts receipts) {
    return new Builder(grants, receipts);
  }

  /**
   * Completes an upload. Asked again, it looks again and answers the same; an object that was
   * removed isn't there any more. Where the profile's completion {@linkplain
   * io.uploadgrants.CompletionSettings#moveTo moves} objects, the accepted one has another key.
   *
   * @param ticket the ticket of the grant
   * @param subject who asks, or {@code null} for a guest
   * @return what was accepted
   * @throws UploadRefusedException {@code invalid-ticket}, {@code ticket-of-another-subject},
   *     {@code ticket-expired}, {@code unknown-profile}; {@code no-such-upload} before anything was
   *     uploaded; {@code object-differs} when it isn't what was promised, and was removed
   * @throws io.uploadgrants.IssuanceFailedException when the store can't be reached
   */
  public CompletedUpload complete(String ticket, @Nullable String subject) {
    return complete(ticket, List.of(), subject);
  }

  /**
   * Completes an upload, of which the client has sent the parts. Asked again, also at once and on
   * another node, it looks again and answers the same.
   *
   * @param ticket the ticket of the grant
   * @param parts all parts of a multipart upload, in any order; empty for other kinds. Where its
   *     size was {@linkplain PartPlan#isOpen() left open}, they are numbered from 1 without a gap,
   *     and each but the last has at least 5 MiB
   * @param subject who asks, or {@code null} for a guest
   * @return what was accepted
   * @throws UploadRefusedException as for {@link #complete(String, String)}; {@code parts-missing}
   *     with their numbers, when the store doesn't have all parts as the client has listed them, of
   *     or has more than were listed, of which nothing is lost; {@code invalid-request} when a part
   *     is listed twice, or is none of the upload's
   * @throws io.uploadgrants.IssuanceFailedException when the store can't be reached
   */
  public CompletedUpload complete(
      String ticket, List<UploadedPart> parts, @Nullable String subject) {
    PromisedUpload upload = gate.open(ticket, subject);
    PartPlan plan = upload.claims().parts();
    if (plan != null) {
      assembly.assemble(upload, plan, parts);
    }
    return acceptance.accept(upload);
  }

  /**
   * Returns what a ticket says, without a request to the store.
   *
   * @param ticket the ticket of the grant
   * @param subject who asks, or {@code null} for a guest
   * @return what was granted; it is for the application, and not for whoever has the ticket
   * @throws UploadRefusedException as for {@link #complete(String, String)}, but for what the store
   *     says
   */
  public TicketClaims claims(String ticket, @Nullable String subject) {
    return gate.open(ticket, subject).claims();
  }

  /**
   * Returns where an accepted object is, as clients reach the store.
   *
   * @param upload what was accepted
   * @return its address without a signature, so that only those may read it whom the bucket lets
   * @throws UploadRefusedException {@code unknown-profile} when there is no such profile any more
   */
  public URI location(CompletedUpload upload) {
    return ObjectUrls.of(gate.target(upload.profile(), upload.subject()), upload.key());
  }

  /**
   * Returns how far an upload is, without accepting or removing anything.
   *
   * @param ticket the ticket of the grant
   * @param subject who asks, or {@code null} for a guest
   * @return whether its object is there, and what is there of a multipart upload
   * @throws UploadRefusedException as for {@link #complete(String, String)}, but for the object's
   *     own faults; {@code no-such-upload} when the store no longer has a multipart upload; {@code
   *     too-large} when its size was {@linkplain PartPlan#isOpen() left open}, and its parts have
   *     more bytes together than the profile allows
   * @throws io.uploadgrants.IssuanceFailedException when the store can't be reached
   */
  public UploadStatus status(String ticket, @Nullable String subject) {
    PromisedUpload upload = gate.open(ticket, subject);
    PartPlan plan = upload.claims().parts();
    GrantKind kind = upload.claims().kind();
    if (plan != null) {
      StoredParts parts = upload.store().parts(upload.key(), plan.uploadId());
      if (parts != null) {
        MultipartProgress progress = parts.progress(plan);
        if (plan.isOpen()) {
          upload.promise().checkSent(progress.size());
        }
        return new UploadStatus(kind, UploadStatus.State.OPEN, progress);
      }
    }
    boolean there = acceptance.last(upload).fits();
    if (plan != null && !there && !inspection.of(upload).fits()) {
      throw upload.missing();
    }
    boolean completed = there || plan != null;
    return new UploadStatus(
        kind, completed ? UploadStatus.State.COMPLETED : UploadStatus.State.WAITING, null);
  }

  /**
   * Signs more parts of a multipart upload: those that didn't come with the grant, and those whose
   * URLs have expired.
   *
   * @param ticket the ticket of the grant
   * @param partNumbers 1 to {@value #MAX_PARTS_AT_ONCE} numbers, none twice
   * @param subject who asks, or {@code null} for a guest
   * @return the parts, in that order
   * @throws UploadRefusedException as for {@link #complete(String, String)}, but for the object's
   *     own faults; {@code invalid-request} when the numbers are too many, or aren't the upload's
   * @throws io.uploadgrants.IssuanceFailedException when the credentials that sign can't be reached
   */
  public SignedParts parts(String ticket, List<Integer> partNumbers, @Nullable String subject) {
    TicketClaims claims = claims(ticket, subject);
    int count = partNumbers.size();
    if (count < 1 || count > MAX_PARTS_AT_ONCE || new HashSet<>(partNumbers).size() != count) {
      throw UploadRefusedException.invalid(
          "The request is for %d parts; ask for 1 to %d, and for none twice.",
          count, MAX_PARTS_AT_ONCE);
    }
    return grants.parts(claims, partNumbers);
  }

  /**
   * Aborts an upload, and removes what is there of it. Where accepted objects are moved, that is
   * all but an accepted one; elsewhere an object that is there as it was promised may have been
   * accepted, and stays.
   *
   * @param ticket the ticket of the grant
   * @param subject who asks, or {@code null} for a guest
   * @throws UploadRefusedException {@code already-completed} when the object was accepted, or may
   *     have been; or as for {@link #complete(String, String)}, but for the object's own faults
   * @throws io.uploadgrants.IssuanceFailedException when the store can't be reached
   */
  public void abort(String ticket, @Nullable String subject) {
    PromisedUpload upload = gate.open(ticket, subject);
    PartPlan plan = upload.claims().parts();
    if (plan != null) {
      assembly.abort(upload, plan);
    }
    if (!acceptance.abort(upload)) {
      throw new UploadRefusedException(
          ErrorCode.ALREADY_COMPLETED,
          "The upload is whole, and was accepted or may have been, so it isn't removed.",
          null,
          null);
    }
    listeners.aborted(upload.claims());
  }

  /** {@return what signs and verifies receipts} */
  public Receipts receipts() {
    return receipts;
  }

  /** Closes the clients that were made here. */
  @Override
  public void close() {
    clients.close();
  }

  /** Builds the completions. Not thread-safe. */
  public static final class Builder {

    private final UploadGrants grants;
    private final Receipts receipts;
    private final List<CompletionListener> listeners = new ArrayList<>();
    private @Nullable AwsCredentialsProvider credentials;
    private Consumer<S3ClientBuilder> clientSettings = client -> {};
    private @Nullable Function<UploadTarget, S3Client> clients;
    private @Nullable Function<UploadTarget, ObjectStore> stores;
    private long copiedPartSize = Relocation.PART_SIZE;

    private Builder(UploadGrants grants, Receipts receipts) {
      this.grants = Objects.requireNonNull(grants, "grants");
      this.receipts = Objects.requireNonNull(receipts, "receipts");
    }

    /**
     * Sets the credentials that look at objects and remove them; the AWS SDK's default chain when
     * not set.
     *
     * @param credentials the credentials; whoever made them closes them
     * @return this builder
     */
    public Builder credentials(AwsCredentialsProvider credentials) {
      this.credentials = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /**
     * Sets what the clients that are made here have besides their place and their credentials, such
     * as time limits and the HTTP client.
     *
     * @param settings sets up each client before it is made
     * @return this builder
     */
    public Builder clientSettings(Consumer<S3ClientBuilder> settings) {
      this.clientSettings = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /**
     * Sets the clients by which stores are reached, instead of the credentials and settings.
     *
     * @param clients finds the client of a target; whoever made it closes it
     * @return this builder
     */
    public Builder clients(Function<UploadTarget, S3Client> clients) {
      this.clients = Objects.requireNonNull(clients, "clients");
      return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(CompletionListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /** Sets how stores are reached, so that tests see each call. */
    Builder stores(Function<UploadTarget, ObjectStore> stores) {
      this.stores = stores;
      return this;
    }

    /** Sets how many bytes are copied in one request, so that tests need no large objects. */
    Builder copiedPartSize(long bytes) {
      this.copiedPartSize = bytes;
      return this;
    }

    /**
     * Builds the completions.
     *
     * @return the completions
     * @throws UploadConfigurationException when the grants have no tickets, or a profile checks
     *     content and Apache Tika is missing
     */
    public UploadCompletions build() {
      UploadTickets tickets = grants.tickets();
      if (tickets == null) {
        throw new UploadConfigurationException(
            "tickets",
            "The grants have no tickets, which completing uploads needs; hand UploadTickets to the builder of UploadGrants.");
      }
      return new UploadCompletions(this, tickets);
    }
  }
}
