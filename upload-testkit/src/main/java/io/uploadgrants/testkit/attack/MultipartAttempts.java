package io.uploadgrants.testkit.attack;

import static io.uploadgrants.testkit.attack.SessionAlterations.IF_NONE_MATCH;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.wire.WireSigned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Uploads in parts where temporary credentials may not put them, or without what they must say. */
final class MultipartAttempts {

  private final BucketView bucket;
  private final String victim;
  private final List<Alteration<WireSigned>> all = new ArrayList<>();

  private MultipartAttempts(BucketView bucket, String victim) {
    this.bucket = bucket;
    this.victim = victim;
  }

  /**
   * Returns them for a grant like the given one.
   *
   * @param victim the key of somebody else's object and upload
   * @param claimed what the store is said to enforce
   */
  static List<Alteration<WireSigned>> of(
      WireSigned sample, BucketView bucket, String victim, Set<UploadConstraint> claimed) {
    MultipartAttempts attempts = new MultipartAttempts(bucket, victim);
    attempts.own(sample, claimed);
    attempts.anothers();
    return attempts.all;
  }

  private void own(WireSigned sample, Set<UploadConstraint> claimed) {
    all.add(
        whole("parts: another's object", put -> put.withKey(victim).without(IF_NONE_MATCH))
            .reachingOthers());
    sample.headers().keySet().stream()
        .filter(name -> !name.equals(IF_NONE_MATCH))
        .forEach(name -> all.add(whole("parts: header dropped: " + name, p -> p.without(name))));
    if (claimed.contains(UploadConstraint.NO_OVERWRITE)) {
      all.add(
          Alteration.<WireSigned>by(
                  "parts: second upload",
                  ServerCheck.NO_OVERWRITE,
                  put -> new WireMultipart(put, bucket).send())
              .afterTheUpload());
      all.add(
          whole(
                  "parts: second upload, header dropped: " + IF_NONE_MATCH,
                  put -> put.without(IF_NONE_MATCH))
              .afterTheUpload());
    }
    all.add(
        Alteration.<WireSigned>by(
                "parts: copied from another's object",
                ServerCheck.SESSION_POLICY,
                put -> new WireMultipart(put, bucket).copied(victim))
            .reachingOthers());
  }

  private Alteration<WireSigned> whole(String name, UnaryOperator<WireSigned> change) {
    return Alteration.by(
        name,
        ServerCheck.SESSION_POLICY,
        put -> new WireMultipart(change.apply(put), bucket).send());
  }

  /** Somebody else is in the middle of it, and its id is known. */
  private void anothers() {
    anothers(
        "parts: another's, continued",
        (put, id) -> put.withQuery(Map.of("partNumber", "2", "uploadId", id)).send());
    anothers(
        "parts: another's, aborted",
        (put, id) -> put.request("DELETE", victim).withQuery(Map.of("uploadId", id)).send());
    anothers(
        "parts: another's, listed",
        (put, id) -> put.request("GET", victim).withQuery(Map.of("uploadId", id)).send());
    anothers(
        "parts: another's, completed",
        (put, id) -> WireMultipart.complete(put, id, bucket.uploadPart(victim, id, put.body())));
  }

  private void anothers(String name, BiFunction<WireSigned, String, UploadAnswer> request) {
    all.add(
        Alteration.<WireSigned>by(
                name,
                ServerCheck.SESSION_POLICY,
                put -> {
                  String id = bucket.begin(victim);
                  try {
                    return request.apply(put.withKey(victim).without(IF_NONE_MATCH), id);
                  } finally {
                    bucket.abort(victim, id);
                  }
                })
            .reachingOthers());
  }
}
