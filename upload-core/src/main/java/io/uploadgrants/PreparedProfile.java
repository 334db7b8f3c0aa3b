package io.uploadgrants;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A profile compiled against a target by {@link ProfileCompiler}: what holds a request against it.
 *
 * @param issuers those of the profile's kinds, the preferred one first
 * @param limited whether what signs was limited to what the profile needs
 */
record PreparedProfile(
    UploadProfile profile,
    Set<UploadConstraint> required,
    Map<GrantKind, GrantIssuer> issuers,
    boolean limited) {

  /** Returns the request with the type under which its file is stored. */
  UploadRequest typed(UploadRequest request) {
    return profile.scope() == UploadScope.OBJECT ? profile.constraints().typed(request) : request;
  }

  void check(UploadRequest request) {
    if (profile.scope() == UploadScope.PREFIX
        && (request.size() != null
            || request.checksum() != null
            || request.contentType() != null
            || request.fileName() != null)) {
      throw UploadRefusedException.invalid(
          "Profile '%s' grants a prefix for many files, so the size, type, checksum and name of one can't be bound; leave them out."
              .formatted(profile.name()));
    }
    if (profile.scope() == UploadScope.OBJECT) {
      profile.constraints().check(profile.name(), request);
    }
    for (String name : request.metadata().keySet()) {
      if (profile.settings().metadata().containsKey(name)
          || name.equals(profile.settings().fileNameMetadata())) {
        throw UploadRefusedException.invalid(
            "Metadata '%s' is set by profile '%s'; leave it out of the request."
                .formatted(name, profile.name()));
      }
    }
    for (String name : request.tags().keySet()) {
      if (profile.settings().tags().containsKey(name)) {
        throw UploadRefusedException.invalid(
            "Tag '%s' is set by profile '%s'; leave it out of the request."
                .formatted(Text.shorten(name), profile.name()));
      }
    }
    checkMetadataSize(request);
    checkTagCount(request);
  }

  /** Checks S3's limit for the profile's metadata, the request's, and the file name together. */
  private void checkMetadataSize(UploadRequest request) {
    ObjectSettings settings = profile.settings();
    String named = settings.fileNameMetadata();
    String fileName = settings.storedFileName(request);
    if (request.metadata().isEmpty() && fileName == null) {
      return;
    }
    Map<String, String> all = new LinkedHashMap<>(settings.metadata());
    all.putAll(request.metadata());
    if (named != null && fileName != null) {
      all.put(named, fileName);
    }
    ObjectText.checkMetadataSize(all);
  }

  private void checkTagCount(UploadRequest request) {
    if (!request.tags().isEmpty()) {
      Map<String, String> all = new LinkedHashMap<>(profile.settings().tags());
      all.putAll(request.tags());
      ObjectText.tags(all);
    }
  }

  /** Returns the issuer of the kind asked for, or of the first that fits. */
  GrantIssuer issuer(UploadRequest request) {
    GrantKind wanted = request.kind();
    if (wanted != null) {
      GrantIssuer issuer = issuers.get(wanted);
      if (issuer == null) {
        throw new UploadRefusedException(
            ErrorCode.KIND_NOT_ALLOWED,
            "Profile '%s' doesn't allow %s; ask for one of: %s."
                .formatted(profile.name(), wanted.id(), ids()),
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
  private Set<UploadConstraint> lacking(
      Map<UploadConstraint, EnforcedBy> enforced, UploadRequest request) {
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
        "The request says more of its file than %s can bind under profile '%s': leave out the size, checksum, metadata or tags, or ask for another kind."
            .formatted(kinds, profile.name()));
  }

  private UploadRefusedException sizeRequired(String kinds) {
    return new UploadRefusedException(
        ErrorCode.SIZE_REQUIRED,
        "Profile '%s' bounds the size, and %s can only bind an exact one; give the file's size in bytes."
            .formatted(profile.name(), kinds),
        null,
        null);
  }

  private String ids() {
    return issuers.keySet().stream().map(GrantKind::id).collect(Collectors.joining(", "));
  }

  /** Refuses a key that S3 wouldn't take from what signs, since its policy says otherwise. */
  void checkKey(UploadRequest request, String key) {
    if (limited && !key.startsWith(profile.keys().prefixFor(request.subject()))) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".keys",
          "The key policy of profile '%s' made the key '%s', which doesn't begin as its prefixFor says, so what signs may not write it; make them agree."
              .formatted(profile.name(), Text.shorten(key)));
    }
  }

  /** Returns whether a grant is below a prefix, and below its user's own part of a shared one. */
  private boolean isWithin(String prefix, String granted) {
    return granted.startsWith(prefix)
        && !(profile.keys().shared()
            && (granted.equals(prefix) || granted.equals(prefix + "${filename}")));
  }

  /**
   * Refuses a grant that leaves something open, or is another than was asked for, whoever made it.
   */
  void checkGrant(GrantDraft draft, UploadGrant grant) {
    String key = draft.key();
    boolean whole = lacking(grant.enforced(), draft.request()).isEmpty();
    boolean asked =
        (profile.scope() == UploadScope.PREFIX
                ? isWithin(key, grant.key())
                : grant.key().equals(key))
            && issuers.containsKey(grant.kind())
            && !grant.expiresAt().isAfter(draft.issuedAt().plus(profile.validity()));
    if (!whole || !asked) {
      throw notIssued(
          "A strategy made a %s under profile '%s' that would enforce only %s, or that has another key, kind or validity than was asked for; it isn't issued.",
          grant.kind().id(), grant.enforced());
    }
  }

  private UploadConfigurationException notIssued(
      String text, String kind, Map<UploadConstraint, EnforcedBy> enforced) {
    return new UploadConfigurationException(
        "profiles." + profile.name() + ".kinds",
        (text + " Use another strategy, or a store that can do it.")
            .formatted(
                kind,
                profile.name(),
                ProfileCompiler.byStorage(enforced).stream()
                    .map(UploadConstraint::id)
                    .collect(Collectors.joining(", "))));
  }
}
