package io.uploadgrants.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocations of one role, and how they change.
 *
 * @param policies what IAM has of them
 * @param clock which of them are needed
 */
record RoleRevocations(RevocationPolicies policies, RevocationClock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(RoleRevocations.class);

  List<Revocation> list() {
    try {
      return policies.list();
    } catch (RuntimeException failed) {
      throw RevocationFailures.unchanged(policies.role(), failed);
    }
  }

  /**
   * Adds a revocation.
   *
   * @return what is in force: this one, or a later one of the same subject
   */
  Revocation add(Revocation revocation) {
    return new RevocationAttempt(policies, clock, revocation).run();
  }

  /**
   * Lifts the revocations of a name, the latest last: as long as it is there, nothing has changed.
   *
   * @return whether there was one
   */
  boolean lift(String name) {
    List<Revocation> found = list().stream().filter(each -> each.name().equals(name)).toList();
    try {
      found.forEach(policies::delete);
    } catch (RuntimeException failed) {
      List<Revocation> left = left(found, failed);
      if (left == null || !left.isEmpty()) {
        throw RevocationFailures.notLifted(policies.role(), name, left, failed);
      }
    }
    return !found.isEmpty();
  }

  private @Nullable List<Revocation> left(List<Revocation> found, RuntimeException failure) {
    try {
      return policies.list().stream().filter(found::contains).toList();
    } catch (RuntimeException failed) {
      RevocationFailures.add(failed, failure);
      return null;
    }
  }

  /**
   * Removes what is past the lifetime of every session.
   *
   * @return how many this call removed
   */
  int removeExpired() {
    try {
      return (int)
          policies.list().stream().filter(clock::isExpired).filter(policies::delete).count();
    } catch (RuntimeException failed) {
      throw RevocationFailures.unchanged(policies.role(), failed);
    }
  }

  /** Removes what isn't needed any more, now that a revocation is in force in any case. */
  void tidyUp() {
    try {
      clock.needless(policies.list()).forEach(policies::delete);
    } catch (RuntimeException failed) {
      LOG.warn(
          "Revocations of role '{}' that are past couldn't be removed; the new one is in force, and the next will try again",
          policies.role());
    }
  }
}
