package io.uploadgrants.iam;

/** By which of a session's condition keys a subject is told from others when it is revoked. */
public enum RevokedBy {
  /**
   * The name of the role's session, the end of {@code aws:userid}. Every session that this library
   * asks STS for has one. The default.
   */
  ROLE_SESSION_NAME('n') {
    @Override
    PolicyCondition condition(String name) {
      return PolicyCondition.like("aws:userid", "*:" + name);
    }
  },

  /**
   * {@code aws:SourceIdentity}, which also marks sessions that were assumed from the subject's.
   * Sessions without one aren't revoked: those of a web identity, and of an {@code AssumeRole} that
   * was told to set none.
   */
  SOURCE_IDENTITY('s') {
    @Override
    PolicyCondition condition(String name) {
      return PolicyCondition.equal("aws:SourceIdentity", name);
    }
  };

  /** What stands for it in a policy's name. */
  private final char letter;

  RevokedBy(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }

  static RevokedBy ofLetter(char letter) {
    return letter == SOURCE_IDENTITY.letter ? SOURCE_IDENTITY : ROLE_SESSION_NAME;
  }

  /** No name has a wildcard in it. */
  abstract PolicyCondition condition(String name);
}
