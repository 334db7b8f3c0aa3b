package io.uploadgrants.probe;

import io.uploadgrants.UploadException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreProbeException.Loss;
import io.uploadgrants.s3.S3Requests;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The bucket below the probe's prefix: knows what was written there, and removes it. */
final class ProbeBucket {

  /** Of a key whose object was written again, or only hidden. */
  private static final int MOST_VERSIONS = 10;

  private static final int ATTEMPTS = 3;
  private static final long PAUSE_NANOS = 200_000_000;

  private final String name;
  private final AwsCredentialsIdentity signer;
  private final InstantSource clock;
  private final ProbeCalls calls;
  private final S3Requests requests;

  /** Keys that may have an object. */
  private final Set<String> written = new LinkedHashSet<>();

  /** Keys whose object may come later than anybody waited for. */
  private final Set<String> lost = new LinkedHashSet<>();

  /** What refused to go. */
  private final Map<String, ProbeAnswer> kept = new LinkedHashMap<>();

  /** Whether the bucket had versions once: a plain deletion would leave a marker there. */
  private boolean suspended;

  /** Uploads in parts that may be open. */
  private final Set<OpenUpload> open = new LinkedHashSet<>();

  /** An upload in parts. */
  record OpenUpload(String key, String id) {}

  ProbeBucket(
      UploadTarget target, AwsCredentialsIdentity signer, InstantSource clock, ProbeCalls calls) {
    this.name = target.bucket();
    this.signer = signer;
    this.clock = clock;
    this.calls = calls;
    this.requests = S3Requests.of(target);
  }

  /** Returns the value of {@code x-amz-copy-source} for an object. */
  String source(String key) {
    return "/" + name + "/" + key;
  }

  InstantSource clock() {
    return clock;
  }

  ProbeAnswer send(ProbeUpload upload) {
    return send(upload, upload.key());
  }

  /** Sends an upload that writes another key than its grant says. */
  ProbeAnswer send(ProbeUpload upload, String key) {
    return write(
        key, () -> calls.send(upload.method(), upload.url(), upload.headers(), upload.body()));
  }

  /** Sends half of an upload. */
  void breakOff(ProbeUpload upload) {
    written.add(upload.key());
    calls.breakOff(upload.url(), upload.headers(), upload.body());
  }

  /** Sends half of the only part. */
  void breakOff(OpenUpload upload, String text) {
    S3Requests.Request part = partOf(upload);
    calls.breakOff(
        requests.presign(part, signer, clock.instant(), ProbeGrants.VALIDITY),
        part.headers(),
        text);
  }

  /** Says that there may be an object. */
  void mayHold(String key) {
    written.add(key);
  }

  /** Writes by the probe's own credentials. */
  ProbeAnswer put(String key, String text, Map<String, String> headers) {
    return write(key, () -> ask(new S3Requests.Request("PUT", key, Map.of(), headers), text));
  }

  /** Writes by credentials that were handed out. */
  ProbeAnswer put(
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      String text,
      AwsCredentialsIdentity holder) {
    return write(key, () -> ask(new S3Requests.Request("PUT", key, query, headers), text, holder));
  }

  private ProbeAnswer write(String key, Supplier<ProbeAnswer> call) {
    written.add(key);
    try {
      ProbeAnswer answer = call.get();
      lost.remove(key);
      return answer;
    } catch (StoreProbeException failed) {
      if (failed.loss() == Loss.UNREACHED) {
        written.remove(key);
      } else {
        lost.add(key);
      }
      throw failed;
    }
  }

  /** Begins an upload in parts, and says with headers what it is to be. */
  ProbeAnswer begin(String key, Map<String, String> headers) {
    ProbeAnswer answer =
        write(
            key,
            () -> ask(new S3Requests.Request("POST", key, Map.of("uploads", ""), headers), ""));
    answer.element("UploadId").ifPresent(id -> open.add(new OpenUpload(key, id)));
    return answer;
  }

  /** Uploads the only part. */
  ProbeAnswer part(OpenUpload upload, String text) {
    return ask(partOf(upload), text);
  }

  private static S3Requests.Request partOf(OpenUpload upload) {
    Map<String, String> query = Map.of("partNumber", "1", "uploadId", upload.id());
    return new S3Requests.Request("PUT", upload.key(), query, Map.of());
  }

  /** Returns what the store tells of the only part. */
  ProbeAnswer about(OpenUpload upload) {
    Map<String, String> query = Map.of("uploadId", upload.id());
    return steady(() -> ask(new S3Requests.Request("GET", upload.key(), query, Map.of()), ""));
  }

  /**
   * Completes an upload in parts, under conditions.
   *
   * @param part the elements that the store is to be told of the part again
   */
  ProbeAnswer complete(OpenUpload upload, Map<String, String> part, Map<String, String> headers) {
    StringBuilder elements = new StringBuilder();
    part.forEach(
        (name, value) ->
            elements.append("<%1$s>%2$s</%1$s>".formatted(name, value.replace("\"", "&quot;"))));
    String parts =
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>%s</Part></CompleteMultipartUpload>"
            .formatted(elements);
    Map<String, String> query = Map.of("uploadId", upload.id());
    S3Requests.Request request = new S3Requests.Request("POST", upload.key(), query, headers);
    ProbeAnswer answer = write(upload.key(), () -> ask(request, parts));
    if (answer.accepted()) {
      open.remove(upload);
    }
    return answer;
  }

  /** Ends an upload in parts, if nobody has. */
  void abort(OpenUpload upload) {
    Map<String, String> query = Map.of("uploadId", upload.id());
    ProbeAnswer answer =
        steady(() -> ask(new S3Requests.Request("DELETE", upload.key(), query, Map.of()), ""));
    if (answer.accepted() || answer.status() == 404) {
      open.remove(upload);
    }
  }

  ProbeAnswer ask(S3Requests.Request request, String body) {
    return ask(request, body, signer);
  }

  ProbeAnswer ask(S3Requests.Request request, String body, AwsCredentialsIdentity by) {
    String url = requests.presign(request, by, clock.instant(), ProbeGrants.VALIDITY);
    return calls.send(request.method(), url, request.headers(), body);
  }

  /** Asks without a signature, as everybody can. */
  ProbeAnswer askAsStranger(String key) {
    String url =
        requests.presign(
            S3Requests.Request.of("GET", key), signer, clock.instant(), ProbeGrants.VALIDITY);
    return calls.send("GET", url.substring(0, url.indexOf('?')), Map.of(), "");
  }

  ProbeAnswer about(String key) {
    return steady(() -> ask(S3Requests.Request.of("HEAD", key), ""));
  }

  ProbeAnswer read(String key) {
    return steady(() -> ask(S3Requests.Request.of("GET", key), ""));
  }

  ProbeAnswer read(String key, String subresource) {
    Map<String, String> query = Map.of(subresource, "");
    return steady(() -> ask(new S3Requests.Request("GET", key, query, Map.of()), ""));
  }

  /** What reads or removes is asked again while the store is busy: its silence says nothing. */
  private ProbeAnswer steady(Supplier<ProbeAnswer> call) {
    ProbeAnswer answer = call.get();
    for (int attempt = 1; answer.inconclusive() && attempt < ATTEMPTS; attempt++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      answer = call.get();
    }
    if (answer.inconclusive()) {
      throw calls.failed("a look at what was uploaded, or its removal, answered " + answer);
    }
    return answer;
  }

  boolean holds(String key) {
    ProbeAnswer answer = read(key);
    return answer.status() == 200 && answer.text().equals(ProbeUpload.FILE);
  }

  /** Learns what a deletion does, where these keys may know. */
  void learnVersioning() {
    Map<String, String> versioning = Map.of("versioning", "");
    ProbeAnswer answer = ask(new S3Requests.Request("GET", "", versioning, Map.of()), "");
    suspended = answer.accepted() && answer.element("Status").orElse("").equals("Suspended");
  }

  /**
   * Removes an object with all its versions, and returns whether there was one. Without the right
   * to list, what isn't there answers 403.
   */
  boolean remove(String key) {
    boolean there = false;
    for (int i = 0; i < MOST_VERSIONS; i++) {
      ProbeAnswer about = about(key);
      if (!about.accepted()) {
        break;
      }
      there = true;
      String given = about.header("x-amz-version-id");
      String version = given.isEmpty() && suspended ? "null" : given;
      ProbeAnswer deleted = delete(key, version);
      if (!deleted.accepted() && deleted.status() != 404) {
        kept.put(key, deleted);
        return true;
      }
      if (version.isEmpty()) {
        removeMarker(key, deleted);
        break;
      }
    }
    written.remove(key);
    return there;
  }

  /** In a bucket whose versioning was suspended, a deletion leaves a marker. */
  private void removeMarker(String key, ProbeAnswer deleted) {
    if (deleted.header("x-amz-delete-marker").equals("true")) {
      String marker = deleted.header("x-amz-version-id");
      delete(key, marker.isEmpty() ? "null" : marker);
    }
  }

  private ProbeAnswer delete(String key, String version) {
    Map<String, String> query = version.isEmpty() ? Map.of() : Map.of("versionId", version);
    return steady(() -> ask(new S3Requests.Request("DELETE", key, query, Map.of()), ""));
  }

  /** Returns what the store said to an object's removal, if it refused it. */
  Optional<ProbeAnswer> refusedToRemove(String key) {
    return Optional.ofNullable(kept.get(key));
  }

  /** Removes what is left, as far as the store does it in time, and returns the rest. */
  List<String> sweep(Duration within) {
    calls.endIn(within);
    for (OpenUpload upload : List.copyOf(open)) {
      tried(() -> abort(upload));
    }
    for (String key : List.copyOf(written)) {
      tried(() -> remove(key));
    }
    Set<String> left = new LinkedHashSet<>(written);
    left.addAll(lost);
    open.forEach(upload -> left.add(upload.key()));
    return new ArrayList<>(left);
  }

  /** What can't be removed is named by the caller. */
  private static void tried(Runnable removal) {
    try {
      removal.run();
    } catch (UploadException unremoved) {
      // The key stays among those that are left.
      return;
    }
  }
}
