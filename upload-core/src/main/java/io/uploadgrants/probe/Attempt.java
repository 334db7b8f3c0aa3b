package io.uploadgrants.probe;

import java.util.List;

/**
 * What a store has to refuse.
 *
 * @param what is sent, for the finding's detail
 * @param key the key that it would write, or an empty text when it writes nothing
 * @param call sends it
 */
record Attempt(String what, String key, Call call) {

  /** A request. */
  interface Call {
    ProbeAnswer make();
  }

  static StoreFinding allRefused(ProbeBucket bucket, List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      StoreFinding finding = attempt.refused(bucket);
      if (!finding.isPresent()) {
        return finding;
      }
    }
    return StoreFinding.present();
  }

  private StoreFinding refused(ProbeBucket bucket) {
    ProbeAnswer answer = answer();
    // Some answer that they refuse it, and keep it all the same.
    boolean stored = !key.isEmpty() && bucket.remove(key);
    String detail = what + " answered " + answer;
    if (answer.accepted()) {
      return StoreFinding.ignored(detail);
    }
    if (stored) {
      return StoreFinding.ignored(detail + ", and its object was stored all the same");
    }
    return answer.inconclusive() ? StoreFinding.unknown(detail) : StoreFinding.present();
  }

  /** Whether an object that is there stays as it is. */
  static StoreFinding unharmed(ProbeBucket bucket, String there, Attempt attempt) {
    StoreFinding finding = attempt.refused(bucket);
    boolean harmed = !bucket.holds(there);
    bucket.remove(there);
    return finding.isPresent() && harmed
        ? StoreFinding.ignored(attempt.what + " was refused, and replaced the object all the same")
        : finding;
  }

  /** Some close the connection on what they refuse, before the answer has been read. */
  private ProbeAnswer answer() {
    try {
      return call.make();
    } catch (StoreProbeException failed) {
      if (failed.loss() == StoreProbeException.Loss.BROKEN) {
        return call.make();
      }
      throw failed;
    }
  }
}
