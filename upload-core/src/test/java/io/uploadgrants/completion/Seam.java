package io.uploadgrants.completion;

import io.uploadgrants.IssuanceFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the world can be stopped: each of a store's calls goes through it. */
final class Seam {

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  private @Nullable Stop stop;
  private int passed;
  private Runnable turn = () -> {};
  private @Nullable String interrupted;
  private Runnable interruption = () -> {};

  /**
   * Where a call fails.
   *
   * @param call its number, from 0
   * @param lost whether only the answer is lost, and the call has taken effect
   */
  record Stop(int call, boolean lost) {}

  /** Fails one of the calls from now on. */
  void failAt(Stop where) {
    stop = where;
    passed = 0;
  }

  /** Returns whether the failure that was set is still to come. */
  boolean isPending() {
    return stop != null;
  }

  /** Sets what each call waits for. */
  void waitFor(Runnable myTurn) {
    turn = myTurn;
  }

  /** Does something before the next call of a name, once. */
  void before(String call, Runnable something) {
    interrupted = call;
    interruption = something;
  }

  /** Makes a call, unless it is to fail. */
  <T extends @Nullable Object> T through(String call, Supplier<T> effect) {
    turn.run();
    if (call.equals(interrupted)) {
      interrupted = null;
      interruption.run();
    }
    calls.add(call);
    Stop here = stop;
    if (here == null || passed++ != here.call()) {
      return effect.get();
    }
    stop = null;
    T unheard = here.lost() ? effect.get() : null;
    calls.add(here.lost() ? "lost: " + unheard : "not made");
    throw new IssuanceFailedException("The store doesn't answer", null);
  }
}
