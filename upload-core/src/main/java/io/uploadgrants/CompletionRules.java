package io.uploadgrants;

import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a profile's completion enforces, and the tickets that lead to it. */
record CompletionRules(
    UploadProfile profile, UploadTarget target, @Nullable UploadTickets tickets) {

  private static final int ID_BYTES = 16;

  /**
   * Checks that completion is possible where the profile asks for it.
   *
   * @throws UploadConfigurationException when it isn't
   */
  void check() {
    if (profile.hasTickets() && tickets == null) {
      throw new UploadConfigurationException(
          "tickets",
          "Profile '%s' has %s, and nothing makes its tickets; hand UploadTickets to the builder, for instance EncryptedTickets, or remove the %s.",
          profile.name(),
          ErrorText.phrase(cause()),
          ErrorText.phrase(cause()));
    }
  }

  private String cause() {
    return profile.completion() == null ? "kind " + GrantKind.MULTIPART.id() : "completion";
  }

  /** Returns what follows an upload of a kind, or {@code null} for nothing. */
  private @Nullable CompletionSettings after(GrantKind kind) {
    CompletionSettings completion = profile.completion();
    if (completion != null || !kind.completedByApplication()) {
      return completion;
    }
    CompletionSettings usual = CompletionSettings.completion();
    boolean enough = usual.within().compareTo(profile.validity()) >= 0;
    return enough ? usual : usual.within(profile.validity());
  }

  /**
   * Returns the constraints of a kind that a look at the stored object enforces.
   *
   * @param byStrategy what the kind's strategy says of the profile
   */
  Set<UploadConstraint> of(GrantKind kind, Map<UploadConstraint, EnforcedBy> byStrategy) {
    if (after(kind) == null) {
      return Set.of();
    }
    if (kind.completedByApplication()) {
      // Whoever completes it has said the rest to the store before.
      return EnumSet.of(UploadConstraint.CONTENT);
    }
    Set<UploadConstraint> seen =
        EnumSet.of(UploadConstraint.SIZE, UploadConstraint.CONTENT_TYPE, UploadConstraint.CONTENT);
    ObjectKeyPolicy moveTo = Objects.requireNonNull(profile.completion()).moveTo();
    if (moveTo == null && target.supports(StoreFeature.CHECKSUMS)) {
      // Else the store doesn't keep one that could be compared; and between look and move another
      // object can come whose entity tag is the same, since two files can share an MD5.
      seen.add(UploadConstraint.CHECKSUM);
    }
    if (moveTo != null && profile.keys().unguessable()) {
      seen.add(UploadConstraint.NO_OVERWRITE);
    }
    // What a kind can have refused by the store is refused there, before the bytes are sent.
    seen.removeAll(EnforcedBy.STORAGE.of(byStrategy));
    return seen;
  }

  /** Returns an unguessable id for an upload, or {@code null} where nothing follows it. */
  @Nullable String newId(GrantKind kind, RandomGenerator random) {
    if (after(kind) == null) {
      return null;
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** Returns a grant with its ticket; the same where nothing follows it. */
  UploadGrant ticketed(
      GrantDraft draft, UploadGrant grant, PreparedKind kind, RandomGenerator random) {
    CompletionSettings completion = after(grant.kind());
    String id = draft.uploadId();
    if (completion == null || id == null) {
      return grant;
    }
    TicketClaims claims = claims(id, draft, grant, completion, random);
    String sealed = Objects.requireNonNull(tickets).seal(claims);
    return grant.withTicket(
        new UploadTicket(sealed, claims.expiresAt()), enforced(draft.request(), grant, kind));
  }

  private TicketClaims claims(
      String id,
      GrantDraft draft,
      UploadGrant grant,
      CompletionSettings completion,
      RandomGenerator random) {
    UploadRequest request = draft.request();
    UploadConstraints file = profile.constraints();
    Instant end = draft.issuedAt().plus(completion.within());
    return new TicketClaims(
        id,
        profile.name(),
        request.subject(),
        grant.kind(),
        target.bucket(),
        grant.key(),
        request.size(),
        file.minSize(),
        file.maxSize(),
        request.contentType(),
        request.checksum(),
        completion.content(),
        draft.issuedAt(),
        // The URLs of parts are renewed with the ticket.
        grant.kind().completedByApplication() ? end : grant.expiresAt(),
        end,
        grant instanceof MultipartUpload multipart ? multipart.plan() : null,
        destination(draft, completion.moveTo(), random));
  }

  /** Returns where the object is moved, which only the ticket knows until then. */
  private static @Nullable Destination destination(
      GrantDraft draft, @Nullable ObjectKeyPolicy moveTo, RandomGenerator random) {
    if (moveTo == null) {
      return null;
    }
    UploadRequest request = draft.request();
    String key = moveTo.keyFor(request, draft.issuedAt(), random);
    ObjectKeys.check(key);
    return new Destination(key, request.fileName(), request.metadata(), request.tags());
  }

  /** Adds what completion enforces to what the store does. */
  private Map<UploadConstraint, EnforcedBy> enforced(
      UploadRequest request, UploadGrant grant, PreparedKind kind) {
    Map<UploadConstraint, EnforcedBy> enforced = new EnumMap<>(UploadConstraint.class);
    enforced.putAll(grant.enforced());
    for (UploadConstraint constraint : kind.byCompletion()) {
      boolean demanded =
          profile.required(target).contains(constraint) || request.required().contains(constraint);
      if (demanded && enforced.get(constraint) != EnforcedBy.STORAGE) {
        enforced.put(constraint, EnforcedBy.COMPLETION);
      }
    }
    return enforced;
  }
}
