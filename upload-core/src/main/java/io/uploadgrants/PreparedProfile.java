package io.uploadgrants;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A profile compiled against a target: the place of the one rule, that a constraint is enforced or
 * no grant is issued.
 */
record PreparedProfile(
    UploadProfile profile, Set<UploadConstraint> required, Map<GrantKind, GrantIssuer> issuers) {

  static PreparedProfile of(
      UploadProfile profile,
      UploadTarget target,
      Map<GrantKind, GrantStrategy> strategies,
      SigningCredentials credentials) {
    Set<UploadConstraint> required = profile.required(target);
    // In the profile's order, so that the first that fits is the preferred one.
    Map<GrantKind, GrantIssuer> issuers = new LinkedHashMap<>();
    for (GrantKind kind : profile.kinds()) {
      GrantStrategy strategy = strategies.get(kind);
      if (strategy == null) {
        throw new UploadConfigurationException(
            setting(profile, "kinds"),
            "Profile '%s' allows %s, and no strategy makes that kind; add one, or remove the kind."
                .formatted(profile.name(), kind.id()));
      }
      for (StoreFeature feature : strategy.needs()) {
        if (!target.supports(feature)) {
          throw new UploadConfigurationException(
              setting(profile, "kinds"),
              "Profile '%s' allows %s, which the store of bucket '%s' can't do: it has no %s. Remove %s from the profile's kinds, or use a store that has it."
                  .formatted(profile.name(), kind.id(), target.bucket(), feature.id(), kind.id()));
        }
      }
      Set<UploadConstraint> enforced = strategy.enforces(profile, target).keySet();
      Set<UploadConstraint> open = EnumSet.copyOf(required);
      open.removeAll(enforced);
      if (!open.isEmpty()) {
        throw unenforced(profile, target, kind, open, strategies);
      }
      if (profile.constraints().overwrite() == Overwrite.ONLY_OWN
          && !profile.keys().unguessable()
          && !enforced.contains(UploadConstraint.NO_OVERWRITE)) {
        throw new UploadConfigurationException(
            setting(profile, "overwrite"),
            "Profile '%s' has keys that can repeat, and %s can't stop an upload from replacing another's object. Use keys with a random part, remove %s from its kinds, or set overwrite to %s."
                .formatted(profile.name(), kind.id(), kind.id(), Overwrite.ALLOWED.id()));
      }
      issuers.put(kind, strategy.prepare(profile, target, credentials));
    }
    return new PreparedProfile(profile, required, issuers);
  }

  private static UploadConfigurationException unenforced(
      UploadProfile profile,
      UploadTarget target,
      GrantKind kind,
      Set<UploadConstraint> open,
      Map<GrantKind, GrantStrategy> strategies) {
    Set<UploadConstraint> required = profile.required(target);
    String able =
        strategies.values().stream()
            .filter(other -> other.needs().stream().allMatch(target::supports))
            .filter(other -> other.enforces(profile, target).keySet().containsAll(required))
            .map(other -> other.kind().id())
            .collect(Collectors.joining(", "));
    String constraints = open.stream().map(UploadConstraint::id).collect(Collectors.joining(", "));
    return new UploadConfigurationException(
        setting(profile, "kinds"),
        "Profile '%s' demands %s, which %s can't enforce on this target. Remove %s from its kinds, or drop the constraint%s."
            .formatted(
                profile.name(),
                constraints,
                kind.id(),
                kind.id(),
                able.isEmpty() ? " (no kind enforces it here)" : "; enforced by: " + able));
  }

  private static String setting(UploadProfile profile, String name) {
    return "profiles." + profile.name() + "." + name;
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
    String fileNameMetadata = settings.fileNameMetadata();
    String fileName = request.fileName();
    boolean named = fileNameMetadata != null && fileName != null;
    if (request.metadata().isEmpty() && !named) {
      return;
    }
    Map<String, String> all = new LinkedHashMap<>(settings.metadata());
    all.putAll(request.metadata());
    if (fileNameMetadata != null && fileName != null) {
      all.put(fileNameMetadata, fileName.strip());
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
      if (!issuer.fits(request)) {
        throw sizeRequired(wanted.id());
      }
      return issuer;
    }
    for (GrantIssuer issuer : issuers.values()) {
      if (issuer.fits(request)) {
        return issuer;
      }
    }
    throw sizeRequired(ids());
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

  /** Refuses a grant that leaves something open, whoever made it. */
  void checkEnforced(UploadRequest request, UploadGrant grant) {
    Set<UploadConstraint> enforced = grant.enforced().keySet();
    boolean whole =
        enforced.containsAll(required)
            && (request.checksum() == null || enforced.contains(UploadConstraint.CHECKSUM))
            && (request.metadata().isEmpty() || enforced.contains(UploadConstraint.METADATA))
            && (request.tags().isEmpty() || enforced.contains(UploadConstraint.TAGS));
    if (!whole) {
      throw new UploadConfigurationException(
          setting(profile, "kinds"),
          "A grant of kind %s under profile '%s' would enforce only %s, and the profile and the request demand more; it isn't issued. Use another kind, or a store that can do it."
              .formatted(
                  grant.kind().id(),
                  profile.name(),
                  enforced.stream().map(UploadConstraint::id).collect(Collectors.joining(", "))));
    }
  }
}
