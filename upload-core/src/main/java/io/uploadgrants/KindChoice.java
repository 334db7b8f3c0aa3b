package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the kind of grant for a request: the one asked for, or the first that enforces all.
 *
 * @param kinds the profile's, the preferred one first
 */
record KindChoice(UploadProfile profile, Map<GrantKind, PreparedKind> kinds) {

  /** Returns the kind asked for, or the first that fits. */
  PreparedKind of(UploadRequest request) {
    GrantKind wanted = request.kind();
    if (wanted != null) {
      PreparedKind kind = allowed(request);
      Set<UploadConstraint> lacking = lacking(kind, request);
      if (!lacking.isEmpty()) {
        throw unbound(request, lacking.contains(UploadConstraint.SIZE), wanted.id());
      }
      return kind;
    }
    boolean sized = false;
    PreparedKind tooSmall = null;
    for (PreparedKind kind : kinds.values()) {
      Set<UploadConstraint> lacking = lacking(kind, request);
      if (lacking.isEmpty() && takes(kind.kind(), request)) {
        return kind;
      }
      if (lacking.isEmpty() && tooSmall == null) {
        tooSmall = kind;
      }
      sized |= lacking.equals(Set.of(UploadConstraint.SIZE));
    }
    if (tooSmall != null) {
      // Says itself how much it takes.
      return tooSmall;
    }
    throw unbound(request, sized, ids());
  }

  private static boolean takes(GrantKind kind, UploadRequest request) {
    Long size = request.size();
    // The parts of an upload are cut from its size, unless the client may cut it as it likes.
    return size == null
        ? kind != GrantKind.MULTIPART || request.sizeAtCompletion()
        : size <= kind.maxSize();
  }

  /** Returns the kind asked for, which must be one of the profile's. */
  PreparedKind allowed(UploadRequest request) {
    GrantKind wanted = Objects.requireNonNull(request.kind());
    PreparedKind kind = kinds.get(wanted);
    if (kind == null) {
      throw new UploadRefusedException(
          ErrorCode.KIND_NOT_ALLOWED,
          ErrorText.of(
              "Profile '%s' doesn't allow %s; ask for one of: %s.",
              profile.name(), wanted.id(), phrase(ids())),
          kinds.keySet().stream().map(GrantKind::id).toList(),
          wanted.id());
    }
    return kind;
  }

  /**
   * Returns what a kind can't bind of a request: what the request adds, or a size that it doesn't
   * say. A kind that lacks anything else doesn't do what it has claimed of the profile.
   */
  private Set<UploadConstraint> lacking(PreparedKind kind, UploadRequest request) {
    Map<UploadConstraint, EnforcedBy> enforced = kind.issuer().enforces(request);
    Set<UploadConstraint> lacking = lacking(kind, enforced, request);
    boolean unsized = request.size() == null;
    for (UploadConstraint constraint : lacking) {
      if (!request.required().contains(constraint)
          && !(unsized && constraint == UploadConstraint.SIZE)) {
        throw notIssued(
            "A %s under profile '%s' would enforce only %s; it isn't issued.",
            kind.kind().id(), enforced);
      }
    }
    return lacking;
  }

  /** Returns what the profile and a request demand, and neither storage nor completion enforces. */
  Set<UploadConstraint> lacking(
      PreparedKind kind, Map<UploadConstraint, EnforcedBy> enforced, UploadRequest request) {
    Set<UploadConstraint> added = request.required();
    Set<UploadConstraint> required = kind.required();
    boolean open = request.leavesSizeOpen() && kind.kind().completedByApplication();
    if (holds(kind, enforced, required, open) && holds(kind, enforced, added, open)) {
      return Set.of();
    }
    Set<UploadConstraint> lacking = EnumSet.copyOf(required);
    lacking.addAll(added);
    lacking.removeIf(constraint -> holds(kind, enforced, constraint, open));
    return lacking;
  }

  private static boolean holds(
      PreparedKind kind,
      Map<UploadConstraint, EnforcedBy> enforced,
      Set<UploadConstraint> demanded,
      boolean open) {
    for (UploadConstraint constraint : demanded) {
      if (!holds(kind, enforced, constraint, open)) {
        return false;
      }
    }
    return true;
  }

  /** A size that was left open is what the kind says that completion sums up. */
  private static boolean holds(
      PreparedKind kind,
      Map<UploadConstraint, EnforcedBy> enforced,
      UploadConstraint constraint,
      boolean open) {
    EnforcedBy by = enforced.get(constraint);
    return by == EnforcedBy.STORAGE
        || kind.byCompletion().contains(constraint)
        || open && constraint == UploadConstraint.SIZE && by == EnforcedBy.COMPLETION;
  }

  /** Says what of a request no kind at hand can bind. */
  private UploadRefusedException unbound(UploadRequest request, boolean sized, String ids) {
    if (sized && request.size() == null) {
      return sizeRequired(ids);
    }
    return UploadRefusedException.invalid(
        "The request gives details of its file that %s can't enforce under profile '%s': leave out the size, checksum, metadata or tags, or ask for another kind.",
        phrase(ids), profile.name());
  }

  private UploadRefusedException sizeRequired(String ids) {
    return new UploadRefusedException(
        ErrorCode.SIZE_REQUIRED,
        ErrorText.of(
            "Profile '%s' limits the size, and %s can only enforce an exact size; give the file's size in bytes.",
            profile.name(), phrase(ids)),
        null,
        null);
  }

  private String ids() {
    return kinds.keySet().stream().map(GrantKind::id).collect(Collectors.joining(", "));
  }

  UploadConfigurationException notIssued(
      String text, String kind, Map<UploadConstraint, EnforcedBy> enforced) {
    return new UploadConfigurationException(
        "profiles." + profile.name() + ".kinds",
        text + " Use another strategy, or a store that can do it.",
        phrase(kind),
        profile.name(),
        phrase(UploadConstraint.ids(EnforcedBy.STORAGE.of(enforced))));
  }
}
