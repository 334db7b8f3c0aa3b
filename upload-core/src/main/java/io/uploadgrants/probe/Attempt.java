package io.uploadgrants.probe;

import java.io.IOException;
import java.net.ConnectException;
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
    boolean stored = !key.isEmpty() && bucket.removed(key);
    String detail = what + " answered " + answer;
    if (answer.accepted()) {
      return StoreFinding.ignored(detail);
    }
    if (stored) {
      return StoreFinding.ignored(detail + ", and its object was stored all the same");
    }
    return answer.failed() ? StoreFinding.unknown(detail) : StoreFinding.present();
  }

  /** Some close the connection on what they refuse, before the answer has been read. */
  private ProbeAnswer answer() {
    try {
      return call.make();
    } catch (StoreProbeException broken) {
      if (broken.getCause() instanceof IOException lost && !(lost instanceof ConnectException)) {
        return call.make();
      }
      throw broken;
    }
  }

  /** What it means that the store doesn't take what is right. */
  static StoreFinding rightRefused(String what, ProbeAnswer answer) {
    String detail = what + " answered " + answer;
    return answer.denied() || answer.failed()
        ? StoreFinding.unknown(detail)
        : StoreFinding.refused(detail);
  }
}
