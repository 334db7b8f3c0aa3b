package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the kind of grant for a request: the one asked for, or the first that enforces all.
 *
 * @param required what each grant must enforce
 * @param issuers those of the profile's kinds, the preferred one first
 */
record KindChoice(
    UploadProfile profile, Set<UploadConstraint> required, Map<GrantKind, GrantIssuer> issuers) {

  /** Returns the issuer of the kind asked for, or of the first that fits. */
  GrantIssuer issuer(UploadRequest request) {
    GrantKind wanted = request.kind();
    if (wanted != null) {
      GrantIssuer issuer = issuers.get(wanted);
      if (issuer == null) {
        throw new UploadRefusedException(
            ErrorCode.KIND_NOT_ALLOWED,
            ErrorText.of(
                "Profile '%s' doesn't allow %s; ask for one of: %s.",
                profile.name(), wanted.id(), phrase(ids())),
            issuers.keySet().stream().map(GrantKind::id).toList(),
            wanted.id());
      }
      Set<UploadConstraint> lacking = lacking(wanted, issuer, request);
      if (!lacking.isEmpty()) {
        throw unbound(request, lacking.contains(UploadConstraint.SIZE), wanted.id());
      }
      return issuer;
    }
    boolean sized = false;
    for (Map.Entry<GrantKind, GrantIssuer> each : issuers.entrySet()) {
      Set<UploadConstraint> lacking = lacking(each.getKey(), each.getValue(), request);
      if (lacking.isEmpty()) {
        return each.getValue();
      }
      sized |= lacking.equals(Set.of(UploadConstraint.SIZE));
    }
    throw unbound(request, sized, ids());
  }

  /**
   * Returns what a kind can't bind of a request: what the request adds, or a size that it doesn't
   * say. A kind that lacks anything else doesn't do what it has claimed of the profile.
   */
  private Set<UploadConstraint> lacking(GrantKind kind, GrantIssuer issuer, UploadRequest request) {
    Map<UploadConstraint, EnforcedBy> enforced = issuer.enforces(request);
    Set<UploadConstraint> lacking = lacking(enforced, request);
    boolean unsized = request.size() == null;
    for (UploadConstraint constraint : lacking) {
      if (!request.required().contains(constraint)
          && !(unsized && constraint == UploadConstraint.SIZE)) {
        throw notIssued(
            "A %s under profile '%s' would enforce only %s; it isn't issued.", kind.id(), enforced);
      }
    }
    return lacking;
  }

  /** Returns what the profile and a request demand that the storage wouldn't enforce. */
  Set<UploadConstraint> lacking(Map<UploadConstraint, EnforcedBy> enforced, UploadRequest request) {
    Set<UploadConstraint> added = request.required();
    if (holds(enforced, required) && holds(enforced, added)) {
      return Set.of();
    }
    Set<UploadConstraint> lacking = EnumSet.copyOf(required);
    lacking.addAll(added);
    lacking.removeIf(constraint -> enforced.get(constraint) == EnforcedBy.STORAGE);
    return lacking;
  }

  private static boolean holds(
      Map<UploadConstraint, EnforcedBy> enforced, Set<UploadConstraint> demanded) {
    for (UploadConstraint constraint : demanded) {
      if (enforced.get(constraint) != EnforcedBy.STORAGE) {
        return false;
      }
    }
    return true;
  }

  /** Says what of a request no kind at hand can bind. */
  private UploadRefusedException unbound(UploadRequest request, boolean sized, String kinds) {
    if (sized && request.size() == null) {
      return sizeRequired(kinds);
    }
    return UploadRefusedException.invalid(
        "The request gives details of its file that %s can't enforce under profile '%s': leave out the size, checksum, metadata or tags, or ask for another kind.",
        phrase(kinds), profile.name());
  }

  private UploadRefusedException sizeRequired(String kinds) {
    return new UploadRefusedException(
        ErrorCode.SIZE_REQUIRED,
        ErrorText.of(
            "Profile '%s' limits the size, and %s can only enforce an exact size; give the file's size in bytes.",
            profile.name(), phrase(kinds)),
        null,
        null);
  }

  private String ids() {
    return issuers.keySet().stream().map(GrantKind::id).collect(Collectors.joining(", "));
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
