package io.uploadgrants.iam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/**
 * One revocation on its way into a role, and what has to go for it. Whatever fails, it looks at
 * what is there before it says so. Not thread-safe.
 *
 * <p>IAM itself counts the role's policies, ours and others, and takes one more or refuses it.
 * Where there is no room, what isn't needed any more goes first; and then what the new one covers,
 * one at a time and the least harmful first. Until the new one is put, the subjects of those are
 * not revoked; if it can't be put, they are put back.
 */
final class RevocationAttempt {

  private static final Logger LOG = LoggerFactory.getLogger(RevocationAttempt.class);

  /** One leaves room enough; more are needed only where other nodes take it. */
  private static final int MOST_SACRIFICES = 5;

  private final RevocationPolicies policies;
  private final RevocationClock clock;
  private final Revocation wanted;
  private final Set<Revocation> tried = new HashSet<>();
  private final List<Revocation> sacrificed = new ArrayList<>();
  private @Nullable LimitExceededException full;

  /** What IAM may delete yet, or hasn't taken back, whatever it lists: it may list what was. */
  private final Set<Revocation> doubtful = new HashSet<>();

  /** Whether IAM may have taken the revocation without saying so. */
  private boolean answerLost;

  RevocationAttempt(RevocationPolicies policies, RevocationClock clock, Revocation wanted) {
    this.policies = policies;
    this.clock = clock;
    this.wanted = wanted;
  }

  /**
   * Adds the revocation.
   *
   * @return what is in force: this one, or a later one of the same subject
   * @throws RevocationException when it isn't, or nobody knows
   */
  Revocation run() {
    try {
      while (!put()) {
        List<Revocation> all = policies.list();
        Revocation present = inForce(all);
        if (present != null) {
          return present;
        }
        makeRoom(all);
      }
    } catch (RuntimeException failed) {
      return look(failed);
    }
    if (!sacrificed.isEmpty()) {
      LOG.warn(
          "To make room in role '{}' for the revocation of {}, those of {} were removed; it covers them, and lifting it lifts them as well",
          policies.role(),
          wanted.shown(),
          RevocationFailures.shown(sacrificed));
    }
    return wanted;
  }

  private boolean put() {
    try {
      policies.put(wanted);
      return true;
    } catch (LimitExceededException refused) {
      full = refused;
      return false;
    } catch (RuntimeException failed) {
      answerLost = !RevocationFailures.isRefusal(failed);
      throw failed;
    }
  }

  private @Nullable Revocation inForce(List<Revocation> all) {
    return all.stream()
        .filter(each -> each.name().equals(wanted.name()) && each.covers(wanted))
        .findFirst()
        .orElse(null);
  }

  private void makeRoom(List<Revocation> all) {
    Revocation needless = untried(clock.needless(all).stream());
    if (needless != null) {
      delete(needless);
      return;
    }
    Revocation sacrifice =
        sacrificed.size() < MOST_SACRIFICES
            ? untried(all.stream().filter(wanted::covers).sorted(byHarm(all)))
            : null;
    if (sacrifice == null) {
      throw Objects.requireNonNull(full, "full");
    }
    sacrificed.add(sacrifice);
    try {
      delete(sacrifice);
    } catch (RuntimeException failed) {
      if (!RevocationFailures.isRefusal(failed)) {
        doubtful.add(sacrifice);
      }
      throw failed;
    }
  }

  private @Nullable Revocation untried(Stream<Revocation> candidates) {
    return candidates.filter(each -> !tried.contains(each)).findFirst().orElse(null);
  }

  private void delete(Revocation revocation) {
    tried.add(revocation);
    policies.delete(revocation);
  }

  /** Those that everybody's older one covers do nothing now; it refuses most, so it goes last. */
  private static Comparator<Revocation> byHarm(List<Revocation> all) {
    return Comparator.comparing(
            (Revocation each) ->
                all.stream().noneMatch(other -> !other.equals(each) && other.covers(each)))
        .thenComparing(Revocation::isForEverybody)
        .thenComparing(Revocation::before);
  }

  private Revocation look(RuntimeException failure) {
    // The SDK calls nobody in a thread that is interrupted, and what was removed has to come back.
    boolean interrupted = Thread.interrupted();
    try {
      return inForceAfter(failure);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Revocation inForceAfter(RuntimeException failure) {
    List<Revocation> seen = seen(failure);
    Revocation present = seen == null ? null : inForce(seen);
    if (present == null && !sacrificed.isEmpty()) {
      putBack(failure);
      seen = seen(failure);
      present = seen == null ? null : inForce(seen);
    }
    if (present != null) {
      return present;
    }
    throw RevocationFailures.notAdded(
        policies.role(), wanted, seen, answerLost, sacrificed, doubtful, failure);
  }

  private void putBack(RuntimeException failure) {
    List<Revocation> latestFirst = new ArrayList<>(sacrificed);
    Collections.reverse(latestFirst);
    for (Revocation each : latestFirst) {
      try {
        policies.put(each);
      } catch (RuntimeException failed) {
        doubtful.add(each);
        RevocationFailures.add(failed, failure);
      }
    }
  }

  private @Nullable List<Revocation> seen(RuntimeException failure) {
    try {
      return policies.list();
    } catch (RuntimeException failed) {
      RevocationFailures.add(failed, failure);
      return null;
    }
  }
}
