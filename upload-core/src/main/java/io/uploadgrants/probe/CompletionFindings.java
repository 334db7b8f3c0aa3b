package io.uploadgrants.probe;

import io.uploadgrants.probe.ProbeBucket.OpenUpload;
import java.util.List;
import java.util.Map;

/** What a store holds a completed upload in parts and a copy to. */
record CompletionFindings(ProbeBucket bucket) {

  private static final Map<String, String> FIRST_ONLY = Map.of("if-none-match", "*");
  private static final String OTHER = "what another upload of the probe brings";

  /** Whether a completion leaves an object alone that is there. */
  StoreFinding firstOnly() {
    String key = bucket.prefix() + "/parts";
    ProbeAnswer first = upload(key, ProbeUpload.FILE, FIRST_ONLY);
    if (!first.accepted() || !bucket.holds(key)) {
      bucket.removed(key);
      return Attempt.rightRefused("a completion with If-None-Match: *", first);
    }
    return unharmed(
        key,
        new Attempt(
            "a second completion with If-None-Match: *", "", () -> upload(key, OTHER, FIRST_ONLY)));
  }

  /** Whether the size that a completion declares counts. */
  StoreFinding sizes() {
    String key = bucket.prefix() + "/sized";
    int size = ProbeUpload.FILE.length();
    ProbeAnswer right = upload(key, ProbeUpload.FILE, sized(size));
    boolean holds = right.accepted() && bucket.holds(key);
    bucket.removed(key);
    if (!holds) {
      return Attempt.rightRefused("a completion with x-amz-mp-object-size", right);
    }
    String what = "a completion with a wrong x-amz-mp-object-size";
    return Attempt.allRefused(
        bucket,
        List.of(
            new Attempt(what, key, () -> upload(key, ProbeUpload.FILE, sized(size + 1))),
            new Attempt(what, key, () -> upload(key, ProbeUpload.FILE, sized(size - 1)))));
  }

  private static Map<String, String> sized(int size) {
    return Map.of("x-amz-mp-object-size", Integer.toString(size));
  }

  /** Whether a copy is refused once its source isn't what it was. */
  StoreFinding copies() {
    String source = bucket.prefix() + "/source";
    String key = bucket.prefix() + "/copy";
    ProbeAnswer there = bucket.put(source, ProbeUpload.FILE, Map.of());
    Map<String, String> copying =
        Map.of(
            "x-amz-copy-source",
            "/" + bucket.bare().bucket() + "/" + source,
            "x-amz-copy-source-if-match",
            there.header("etag"));
    ProbeAnswer copied = bucket.put(key, "", copying);
    boolean holds = copied.accepted() && bucket.holds(key);
    StoreFinding finding;
    if (!holds) {
      bucket.removed(key);
      finding = Attempt.rightRefused("a copy with x-amz-copy-source-if-match", copied);
    } else {
      bucket.put(source, OTHER, Map.of());
      finding =
          unharmed(
              key,
              new Attempt(
                  "a copy of a source that has changed, with x-amz-copy-source-if-match",
                  "",
                  () -> bucket.put(key, "", copying)));
    }
    bucket.removed(source);
    return finding;
  }

  /** An attempt on an object that is there, and has to stay as it is. */
  private StoreFinding unharmed(String key, Attempt attempt) {
    StoreFinding finding = Attempt.allRefused(bucket, List.of(attempt));
    boolean harmed = !bucket.holds(key);
    bucket.removed(key);
    return finding.isPresent() && harmed
        ? StoreFinding.ignored(attempt.what() + " was refused, and replaced the object")
        : finding;
  }

  /** Uploads one part, and returns the answer to its completion, or the one that prevented it. */
  private ProbeAnswer upload(String key, String text, Map<String, String> conditions) {
    ProbeAnswer begun = bucket.begin(key);
    String id = begun.element("UploadId").orElse("");
    if (!begun.accepted() || id.isEmpty()) {
      return begun;
    }
    OpenUpload upload = new OpenUpload(key, id);
    ProbeAnswer part = bucket.part(upload, text);
    ProbeAnswer completed =
        part.accepted() ? bucket.complete(upload, part.header("etag"), conditions) : part;
    if (!completed.accepted()) {
      bucket.abort(upload);
    }
    return completed;
  }
}
