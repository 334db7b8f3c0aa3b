package io.uploadgrants.probe;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.probe.ProbeBucket.OpenUpload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a store holds a completed upload in parts and a copy to. */
record CompletionFindings(ProbeGrants grants, ProbeBucket bucket) {

  private static final Map<String, String> FIRST_ONLY = Map.of("if-none-match", "*");
  private static final List<ChecksumAlgorithm> WHOLE =
      List.of(ChecksumAlgorithm.CRC64NVME, ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C);
  private static final String OTHER = "what another upload of the probe brings";

  /** Whether a completion leaves an object alone that is there. */
  StoreFinding firstOnly() {
    String key = grants.prefix() + "/parts";
    ProbeAnswer first = upload(key, ProbeUpload.FILE, FIRST_ONLY);
    if (!first.accepted() || !bucket.holds(key)) {
      bucket.remove(key);
      return StoreFinding.ofRefusal("a completion with If-None-Match: *", first);
    }
    return Attempt.unharmed(
        bucket,
        key,
        new Attempt(
            "a second completion with If-None-Match: *", "", () -> upload(key, OTHER, FIRST_ONLY)));
  }

  /** Whether the size that a completion declares counts. */
  StoreFinding sizes() {
    String key = grants.prefix() + "/sized";
    int size = ProbeUpload.FILE.length();
    ProbeAnswer right = upload(key, ProbeUpload.FILE, sized(size));
    boolean holds = right.accepted() && bucket.holds(key);
    bucket.remove(key);
    if (!holds) {
      return StoreFinding.ofRefusal("a completion with x-amz-mp-object-size", right);
    }
    String what = "a completion with a wrong x-amz-mp-object-size";
    return Attempt.allRefused(
        bucket,
        List.of(
            new Attempt(what, key, () -> upload(key, ProbeUpload.FILE, sized(size + 1))),
            new Attempt(what, key, () -> upload(key, ProbeUpload.FILE, sized(size - 1)))));
  }

  /** Whether the checksum of the whole counts, by each algorithm that S3 has for it. */
  StoreFinding checksums() {
    for (ChecksumAlgorithm algorithm : WHOLE) {
      StoreFinding finding = checksums(algorithm);
      if (!finding.isPresent()) {
        return finding;
      }
    }
    return StoreFinding.present();
  }

  private StoreFinding checksums(ChecksumAlgorithm algorithm) {
    String key = grants.prefix() + "/summed";
    Map<String, String> begun =
        Map.of("x-amz-checksum-algorithm", algorithm.name(), "x-amz-checksum-type", "FULL_OBJECT");
    ProbeAnswer right = upload(key, begun, ProbeUpload.FILE, summed(algorithm, ProbeUpload.FILE));
    boolean holds = right.accepted() && bucket.holds(key);
    bucket.remove(key);
    if (!holds) {
      return StoreFinding.ofRefusal("a completion with " + algorithm.header(), right);
    }
    return Attempt.allRefused(
        bucket,
        List.of(
            new Attempt(
                "a completion with a wrong " + algorithm.header(),
                key,
                () -> upload(key, begun, ProbeUpload.FILE, summed(algorithm, OTHER)))));
  }

  private static Map<String, String> summed(ChecksumAlgorithm algorithm, String text) {
    Checksum checksum = Checksum.of(algorithm, text.getBytes(StandardCharsets.US_ASCII));
    return Map.of(algorithm.header(), checksum.value(), "x-amz-checksum-type", "FULL_OBJECT");
  }

  private static Map<String, String> sized(int size) {
    return Map.of("x-amz-mp-object-size", Integer.toString(size));
  }

  /** Whether a copy is refused once its source isn't what it was. */
  StoreFinding copies() {
    String source = grants.prefix() + "/source";
    String key = grants.prefix() + "/copy";
    ProbeAnswer there = bucket.put(source, ProbeUpload.FILE, Map.of());
    if (!there.accepted()) {
      return StoreFinding.ofRefusal("a PUT", there);
    }
    Map<String, String> copying =
        Map.of(
            "x-amz-copy-source",
            bucket.source(source),
            "x-amz-copy-source-if-match",
            there.header("etag"));
    ProbeAnswer copied = bucket.put(key, "", copying);
    StoreFinding finding =
        copied.accepted() && bucket.holds(key)
            ? changedSource(source, key, copying)
            : StoreFinding.ofRefusal("a copy with x-amz-copy-source-if-match", copied);
    bucket.remove(key);
    bucket.remove(source);
    return finding;
  }

  private StoreFinding changedSource(String source, String key, Map<String, String> copying) {
    ProbeAnswer changed = bucket.put(source, OTHER, Map.of());
    return changed.accepted()
        ? Attempt.unharmed(
            bucket,
            key,
            new Attempt(
                "a copy of a source that has changed, with x-amz-copy-source-if-match",
                "",
                () -> bucket.put(key, "", copying)))
        : StoreFinding.ofRefusal("a second PUT", changed);
  }

  /** Uploads one part, and returns the answer to its completion, or the one that prevented it. */
  private ProbeAnswer upload(String key, String text, Map<String, String> conditions) {
    return upload(key, Map.of(), text, conditions);
  }

  private ProbeAnswer upload(
      String key, Map<String, String> said, String text, Map<String, String> conditions) {
    ProbeAnswer begun = bucket.begin(key, said);
    String id = begun.element("UploadId").orElse("");
    if (!begun.accepted() || id.isEmpty()) {
      return begun;
    }
    OpenUpload upload = new OpenUpload(key, id);
    ProbeAnswer part = bucket.part(upload, text);
    ProbeAnswer completed =
        part.accepted() ? bucket.complete(upload, told(upload, part, said), conditions) : part;
    if (!completed.accepted()) {
      bucket.abort(upload);
    }
    return completed;
  }

  /** Some stores want to be told again which checksum of the part they have computed. */
  private Map<String, String> told(OpenUpload upload, ProbeAnswer part, Map<String, String> said) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("ETag", part.header("etag"));
    String algorithm = said.get("x-amz-checksum-algorithm");
    if (algorithm != null) {
      String element = "Checksum" + algorithm;
      bucket.about(upload).element(element).ifPresent(value -> told.put(element, value));
    }
    return told;
  }
}
