package io.uploadgrants;

/**
 * The rules that a key and a grant must keep before anybody gets the grant, whoever made them.
 *
 * @param limited whether what signs was limited to what the profile needs
 */
record GrantRules(UploadProfile profile, KindChoice kinds, boolean limited) {

  /** Refuses a key that S3 wouldn't take from what signs, since its policy says otherwise. */
  void checkKey(UploadRequest request, String key) {
    if (limited && !key.startsWith(profile.keys().prefixFor(request.subject()))) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".keys",
          "The key policy of profile '%s' made the key '%s', which doesn't begin with what its prefixFor returns, so the credentials that sign may not write it; make them agree.",
          profile.name(),
          key);
    }
  }

  /** Returns whether a grant is below a prefix, and below its user's own part of a shared one. */
  private boolean isWithin(String prefix, String granted) {
    return granted.startsWith(prefix)
        && !(profile.keys().shared()
            && (granted.equals(prefix) || granted.equals(prefix + "${filename}")));
  }

  /** Returns whether who signs requests itself is told by what completion knows its object. */
  private static boolean saysId(UploadGrant grant, GrantDraft draft) {
    String id = draft.uploadId();
    return id == null
        || !(grant instanceof TemporaryCredentials credentials)
        || id.equals(credentials.headers().get("x-amz-meta-" + GrantDraft.UPLOAD_ID));
  }

  /**
   * Refuses a grant that leaves something open, or is another than was asked for, whoever made it.
   */
  void checkGrant(GrantDraft draft, UploadGrant grant) {
    String key = draft.key();
    PreparedKind kind = kinds.kinds().get(grant.kind());
    boolean whole =
        kind != null && kinds.lacking(kind, grant.enforced(), draft.request()).isEmpty();
    boolean asked =
        (profile.scope() == UploadScope.PREFIX
                ? isWithin(key, grant.key())
                : grant.key().equals(key))
            && !grant.expiresAt().isAfter(draft.issuedAt().plus(profile.validity()))
            && saysId(grant, draft);
    if (!whole || !asked) {
      throw kinds.notIssued(
          "A strategy made a %s under profile '%s' that would enforce only %s, or that has another key, kind, validity or upload id than requested; it isn't issued.",
          grant.kind().id(), grant.enforced());
    }
  }
}
