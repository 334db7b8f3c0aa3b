package io.uploadgrants.testkit;

import io.uploadgrants.UploadConstraint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One alteration of a grant, which a server should refuse.
 *
 * @see GrantClient#tampering
 */
public final class Tampering {

  /** What came of an altered copy. */
  public enum Outcome {
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
     * Anything else: another object, another key, an object in spite of a refusal, or an answer to
     * whoever read, listed or removed something.
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
  public record Verdict(Outcome outcome, Set<UploadConstraint> broken) {

    /**
     * Copies the set.
     *
     * @param outcome what came of it
     * @param broken what didn't hold
     */
    public Verdict {
      broken = Set.copyOf(broken);
    }
  }

  private final String name;
  private final ServerCheck check;
  private final Judge judge;
  private final Supplier<Judge.Attempt> attempts;

  /**
   * Alters.
   *
   * @param attempts makes an attempt with a fresh grant ready
   */
  Tampering(String name, ServerCheck check, Judge judge, Supplier<Judge.Attempt> attempts) {
    this.name = name;
    this.check = check;
    this.judge = judge;
    this.attempts = attempts;
  }

  /**
   * Returns what is altered, the same for every grant.
   *
   * @return for instance {@code put, query changed: X-Amz-Expires}
   */
  public String name() {
    return name;
  }

  /**
   * Returns what must be checked for the copy to be refused. A server {@linkplain
   * UploadServer#checks() without that check} can't be the judge.
   *
   * @return the check
   */
  public ServerCheck check() {
    return check;
  }

  /**
   * Takes a fresh grant, uploads with an altered copy of it, looks at what became of the bucket,
   * and removes what the attempt stored. Attempts on one bucket wait for each other.
   *
   * @return what came of it
   * @throws java.io.UncheckedIOException when no connection can be made
   * @throws IllegalStateException when the server answers 503, which says that it was too busy
   */
  public Outcome attempt() {
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
  public Verdict verdict() {
    return judge.verdict(prepared());
  }

  /**
   * Makes attempts in the order given, and sooner than one by one: the bucket is looked at once for
   * all that are refused one after the other. Where it has changed then, each is made again alone;
   * if none of them does harm again, all of them are harmful, since one of them did.
   *
   * @param attempts attempts, each once
   * @return what came of each, in the order of the attempts
   * @throws java.io.UncheckedIOException when no connection can be made
   * @throws IllegalStateException when the server answers 503, which says that it was too busy
   */
  public static Map<Tampering, Verdict> verdicts(Collection<Tampering> attempts) {
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    List<Tampering> all = List.copyOf(attempts);
    int start = 0;
    while (start < all.size()) {
      Judge judge = all.get(start).judge;
      int end = start + 1;
      while (end < all.size() && all.get(end).judge == judge) {
        end++;
      }
      verdicts.putAll(new AttemptsTogether(judge).verdicts(all.subList(start, end)));
      start = end;
    }
    return verdicts;
  }

  Judge.Attempt prepared() {
    return attempts.get();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
