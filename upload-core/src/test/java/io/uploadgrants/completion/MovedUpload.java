package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.CompletionSettings;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A picture that is sent by a form, and moved when it is accepted. */
final class MovedUpload {

  /** As many as are looked at. */
  static final int SIZE = FirstBytes.COUNT;

  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1);

  final PartsInMemory store = new PartsInMemory(PartsInMemory.Repeated.KNOWS_NO_UPLOAD);
  private final Told listener = new Told();
  final List<CompletedUpload> accepted = listener.accepted;
  final List<String> told = listener.ends;
  private final long copiedPartSize;
  private final CompletionSettings settings;
  final UploadCompletions completions;
  final UploadGrant grant;
  final String ticket;
  final TicketClaims claims;

  MovedUpload() {
    this(Relocation.PART_SIZE, completion().checkContent());
  }

  MovedUpload(long copiedPartSize) {
    this(copiedPartSize, completion().checkContent());
  }

  /** Returns one of which nobody looks at the bytes, so that a completion has fewer calls. */
  static MovedUpload unread() {
    return new MovedUpload(Relocation.PART_SIZE, completion());
  }

  private MovedUpload(long copiedPartSize, CompletionSettings settings) {
    this.copiedPartSize = copiedPartSize;
    this.settings = settings;
    UploadGrants grants = grants().build();
    completions = completions(grants);
    grant = grants.grant(TestGrants.request().size(null).build());
    ticket = Objects.requireNonNull(grant.ticket()).value();
    claims = EncryptedTickets.of(SentInParts.SECRETS).open(ticket);
    store.head = Arrays.copyOf(PNG, SIZE);
  }

  private UploadGrants.Builder grants() {
    return TestGrants.builder()
        .tickets(EncryptedTickets.of(SentInParts.SECRETS))
        .profile(
            TestGrants.any()
                .kinds(GrantSettings.postPolicy())
                .maxSize(100L << 20)
                .completion(settings.moveTo(ObjectKeyPolicy.random("accepted")))
                .build());
  }

  private UploadCompletions completions(UploadGrants grants) {
    return UploadCompletions.builder(
            grants, Receipts.of(SentInParts.SECRETS, Duration.ofHours(1), grants.clock()))
        .stores(target -> store)
        .copiedPartSize(copiedPartSize)
        .listener(listener)
        .build();
  }

  /** Returns what completes uploads at a store that lacks a feature by now. */
  UploadCompletions at(StoreFeature lacking) {
    UploadTarget other =
        UploadTarget.bucket(claims.bucket()).region("eu-west-1").without(lacking).build();
    return completions(grants().targetResolver((subject, profile) -> other).build());
  }

  String destination() {
    return Objects.requireNonNull(claims.destination()).key();
  }

  /** Returns what is accepted, or {@code null}. */
  @Nullable StoredObject moved() {
    return store.objects.get(destination());
  }

  MovedUpload send(String etag) {
    return send(SIZE, etag);
  }

  MovedUpload send(long size, String etag) {
    store.heads.remove(grant.key());
    store.objects.put(grant.key(), PartsInMemory.object(claims, size, "image/png", etag));
    return this;
  }

  /** Sends an object that isn't of the declared type. */
  MovedUpload sendText(String etag) {
    store.objects.put(grant.key(), PartsInMemory.object(claims, SIZE, "text/html", etag));
    return this;
  }

  static byte[] page() {
    return Arrays.copyOf("<html>".getBytes(StandardCharsets.US_ASCII), SIZE);
  }

  /** Sends a page that says that it is a picture. */
  MovedUpload sendPage(String etag) {
    send(etag);
    store.heads.put(grant.key(), page());
    return this;
  }

  /** Puts an object that is none of the upload's where it is to be moved. */
  StoredObject occupy() {
    StoredObject anothers =
        new StoredObject("another", 5, "image/png", "", "\"x\"", null, Map.of(), TestGrants.NOW);
    store.objects.put(destination(), anothers);
    return anothers;
  }

  CompletedUpload complete() {
    return completions.complete(ticket, "alice");
  }

  void abort() {
    completions.abort(ticket, "alice");
  }
}
