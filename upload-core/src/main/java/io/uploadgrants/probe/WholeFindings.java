package io.uploadgrants.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.probe.ProbeBucket.OpenUpload;
import io.uploadgrants.probe.ProbeUpload.Put;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a store makes of an upload whose connection ends before its declared length. The same upload
 * is sent whole first, which must work: else its absence would prove nothing.
 */
record WholeFindings(ProbeGrants grants, ProbeBucket bucket, ProbeCalls calls) {

  /** More than is read together with a request's head, so that a store has begun to keep it. */
  static final String FILE = "what breaks off ".repeat(6_250);

  /** For a store to notice the end, and to store what it has. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  /** Whether nothing is stored of a PUT, nor of a part where there are any. */
  StoreFinding uploads() {
    Supplier<ProbeUpload> puts =
        grants.uploads(
            GrantKind.PRESIGNED_PUT,
            grants.having().build(),
            profile -> profile,
            request -> request.size((long) FILE.length()));
    Put whole = sized(puts);
    ProbeAnswer taken = bucket.send(whole);
    bucket.remove(whole.key());
    if (!taken.accepted()) {
      return StoreFinding.ofRefusal("a PUT of %d bytes".formatted(FILE.length()), taken);
    }
    Put half = sized(puts);
    bucket.breakOff(half);
    StoreFinding ofParts = parts();
    boolean stored = bucket.remove(half.key());
    // What comes later still is removed at the end.
    bucket.mayHold(half.key());
    return stored ? StoreFinding.ignored("a PUT that broke off was stored") : ofParts;
  }

  private static Put sized(Supplier<ProbeUpload> puts) {
    return ((Put) puts.get()).withFile(FILE);
  }

  /** Gives the store its moment, whether there are parts or not. */
  private StoreFinding parts() {
    String key = grants.prefix() + "/broken";
    ProbeAnswer begun = bucket.begin(key, Map.of());
    Optional<String> id = begun.element("UploadId");
    if (!begun.accepted() || id.isEmpty()) {
      calls.pause(MOMENT);
      // Where there are none, PUTs count alone.
      return begun.denied() || begun.inconclusive()
          ? StoreFinding.ofRefusal("the start of an upload in parts", begun)
          : StoreFinding.present();
    }
    OpenUpload upload = new OpenUpload(key, id.get());
    bucket.breakOff(upload, FILE);
    calls.pause(MOMENT);
    ProbeAnswer broken = bucket.about(upload);
    ProbeAnswer taken = bucket.part(upload, FILE);
    ProbeAnswer whole = bucket.about(upload);
    bucket.abort(upload);
    if (!taken.accepted()) {
      return StoreFinding.ofRefusal("a part of %d bytes".formatted(FILE.length()), taken);
    }
    if (!broken.accepted() || !lists(whole)) {
      return StoreFinding.ofRefusal("a list of an upload's parts", broken);
    }
    return lists(broken)
        ? StoreFinding.ignored("a part that broke off was stored")
        : StoreFinding.present();
  }

  private static boolean lists(ProbeAnswer parts) {
    return parts.element("PartNumber").isPresent();
  }
}
