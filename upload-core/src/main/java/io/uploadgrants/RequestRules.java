package io.uploadgrants;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rules that a request must keep under a profile, whichever kind of grant it gets. */
record RequestRules(UploadProfile profile) {

  /** Returns the request with the type under which its file is stored. */
  UploadRequest typed(UploadRequest request) {
    return profile.scope() == UploadScope.OBJECT ? profile.constraints().typed(request) : request;
  }

  /**
   * Checks a request.
   *
   * @throws UploadRefusedException with the rule that it breaks
   */
  void check(UploadRequest request) {
    if (profile.scope() == UploadScope.OBJECT) {
      profile.constraints().check(profile.name(), request);
    } else {
      checkManyFiles(request);
    }
    checkNames(request);
    checkMetadataSize(request);
    checkTagCount(request);
  }

  private void checkManyFiles(UploadRequest request) {
    if (request.size() != null
        || request.checksum() != null
        || request.contentType() != null
        || request.fileName() != null) {
      throw UploadRefusedException.invalid(
          "Profile '%s' grants a prefix for many files, so the size, type, checksum and name of one can't be bound; leave them out.",
          profile.name());
    }
  }

  /** What the profile sets isn't the client's to set. */
  private void checkNames(UploadRequest request) {
    ObjectSettings settings = profile.settings();
    for (String name : request.metadata().keySet()) {
      if (profile.hasTickets() && name.equals(GrantDraft.UPLOAD_ID)) {
        throw UploadRefusedException.invalid(
            "Metadata '%s' is set for the ticket of profile '%s'; leave it out of the request.",
            name, profile.name());
      }
      if (settings.metadata().containsKey(name) || name.equals(settings.fileNameMetadata())) {
        throw UploadRefusedException.invalid(
            "Metadata '%s' is set by profile '%s'; leave it out of the request.",
            name, profile.name());
      }
    }
    for (String name : request.tags().keySet()) {
      if (settings.tags().containsKey(name)) {
        throw UploadRefusedException.invalid(
            "Tag '%s' is set by profile '%s'; leave it out of the request.", name, profile.name());
      }
    }
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
}
