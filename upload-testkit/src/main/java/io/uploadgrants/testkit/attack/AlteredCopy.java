package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An attempt with an altered copy of a grant, and its judge. */
final class AlteredCopy implements Tampering {

  private final String name;
  private final ServerCheck check;
  private final Judge judge;
  private final Supplier<Judge.Attempt> attempts;

  /**
   * Alters.
   *
   * @param attempts makes an attempt with a fresh grant ready
   */
  AlteredCopy(String name, ServerCheck check, Judge judge, Supplier<Judge.Attempt> attempts) {
    this.name = name;
    this.check = check;
    this.judge = judge;
    this.attempts = attempts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ServerCheck check() {
    return check;
  }

  @Override
  public Verdict verdict() {
    return judge.verdict(prepared());
  }

  Judge.Attempt prepared() {
    return attempts.get();
  }

  /** Judges together what follows each other and has one judge. */
  static Map<Tampering, Verdict> verdicts(Collection<Tampering> attempts) {
    Map<Tampering, Verdict> verdicts = new LinkedHashMap<>();
    List<AlteredCopy> together = new ArrayList<>();
    for (Tampering each : attempts) {
      AlteredCopy next = (AlteredCopy) each;
      if (!together.isEmpty() && together.get(0).judge != next.judge) {
        verdicts.putAll(new AttemptsTogether(together.get(0).judge).verdicts(together));
        together.clear();
      }
      together.add(next);
    }
    if (!together.isEmpty()) {
      verdicts.putAll(new AttemptsTogether(together.get(0).judge).verdicts(together));
    }
    return verdicts;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
