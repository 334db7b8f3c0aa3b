package io.uploadgrants.testkit;

import io.uploadgrants.UploadConstraint;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * One alteration of a grant, which a server should refuse.
 *
 * @see GrantClient#tampering
 */
public interface Tampering {

  /** What came of an altered copy. */
  enum Outcome {
    /** The server refused it, and stored nothing. */
    REFUSED,
    /**
     * The server took it, but the altered part means nothing to it: the same object came of it as
     * of the unaltered grant, and nothing else.
     */
    HARMLESS,
    /**
     * The server failed with 5xx, other than 501 and 503, and stored nothing: it judged nothing.
     */
    FAILED,
    /**
     * Anything else: another object, another key, an object in spite of a refusal, or a success of
     * reading, listing or removing something.
     */
    HARMFUL
  }

  /**
   * What came of an altered copy, held against what the grant promises.
   *
   * @param outcome what came of it
   * @param broken what the grant says that the store enforces, and what didn't hold; all of it
   *     where something else than an object of the grant's key came of the copy
   */
  record Verdict(Outcome outcome, Set<UploadConstraint> broken) {

    /** Copies the set. */
    public Verdict {
      broken = Set.copyOf(broken);
    }
  }

  /**
   * {@return what is altered, the same for every grant, for instance {@code put, query changed:
   * X-Amz-Expires}}
   */
  String name();

  /**
   * Returns what must be checked for the copy to be refused. A server {@linkplain
   * UploadServer#checks() without that check} can't be the judge.
   *
   * @return the check
   */
  ServerCheck check();

  /**
   * Takes a fresh grant, uploads with an altered copy of it, looks at what became of the bucket,
   * and removes what the attempt stored. Attempts on one bucket wait for each other.
   *
   * @return what came of it
   * @throws java.io.UncheckedIOException when no connection can be made
   * @throws IllegalStateException when the server answers 503, which says that it was too busy
   */
  default Outcome attempt() {
    return verdict().outcome();
  }

  /**
   * Makes an {@link #attempt()}, and says which of the grant's promises it broke. A copy can do
   * harm and break none, in what no constraint of the profile speaks of.
   *
   * @return what came of it
   * @throws java.io.UncheckedIOException when no connection can be made
   * @throws IllegalStateException when the server answers 503, which says that it was too busy
   */
  Verdict verdict();

  /**
   * Makes attempts in the order given, and sooner than one by one: the bucket is looked at once for
   * all that are refused one after the other, and for the one that is accepted after them. Where
   * more has changed then than the object of that one, each is made again alone; if none of them
   * does harm again, all of them are harmful, since one of them did.
   *
   * @param attempts attempts, each once
   * @return what came of each, in the order of the attempts
   * @throws java.io.UncheckedIOException when no connection can be made
   * @throws IllegalStateException when the server answers 503, which says that it was too busy
   */
  static Map<Tampering, Verdict> verdicts(Collection<Tampering> attempts) {
    return Services.CLIENTS.verdicts(attempts);
  }
}
