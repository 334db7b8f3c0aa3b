package io.uploadgrants.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.s3.S3Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The bucket below the probe's prefix: knows what was written there, and removes it. */
final class ProbeBucket {

  private static final Duration VALIDITY = Duration.ofMinutes(5);
  private static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);
  private static final String PROFILE = "store-probe";

  private final UploadTarget target;
  private final SigningCredentials credentials;
  private final InstantSource clock;
  private final String prefix;
  private final ProbeCalls calls;
  private final S3Requests requests;

  /** What may be there; a key with its version, where the bucket has them. */
  private final Set<Written> written = new LinkedHashSet<>();

  private record Written(String key, String version) {}

  /** Uploads in parts that may be open. */
  private final Set<OpenUpload> open = new LinkedHashSet<>();

  /** An upload in parts. */
  record OpenUpload(String key, String id) {}

  ProbeBucket(
      UploadTarget target,
      SigningCredentials credentials,
      InstantSource clock,
      String prefix,
      ProbeCalls calls) {
    this.target = lean(target).build();
    this.credentials = credentials;
    this.clock = clock;
    this.prefix = prefix;
    this.calls = calls;
    this.requests = S3Requests.of(this.target);
  }

  /** At the application's own endpoint, and with nothing signed but what a probe is about. */
  private static UploadTarget.Builder lean(UploadTarget target) {
    UploadTarget.Builder lean = target.toBuilder().without(StoreFeature.values());
    if (target.endpoint() != null) {
      lean.publicEndpoint(null);
    }
    return lean;
  }

  UploadTarget bare() {
    return target;
  }

  /** Returns the bucket as if its store had just some features. */
  UploadTarget.Builder having(StoreFeature... features) {
    return target.toBuilder().with(StoreFeature.UNSIGNED_HEADERS_REFUSED).with(features);
  }

  String prefix() {
    return prefix;
  }

  Instant now() {
    return clock.instant();
  }

  /** Says that there may be an object. */
  void mayHold(String key) {
    written.add(new Written(key, ""));
  }

  /** Writes by credentials that were handed out. */
  ProbeAnswer put(
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      AwsCredentialsIdentity signer) {
    mayHold(key);
    ProbeAnswer answer =
        ask(new S3Requests.Request("PUT", key, query, headers), ProbeUpload.FILE, signer);
    note(key, answer);
    return answer;
  }

  /** Writes by the probe's own credentials. */
  ProbeAnswer put(String key, String text, Map<String, String> headers) {
    mayHold(key);
    ProbeAnswer answer = ask(new S3Requests.Request("PUT", key, Map.of(), headers), text);
    note(key, answer);
    return answer;
  }

  /** Begins an upload in parts. */
  ProbeAnswer begin(String key) {
    ProbeAnswer answer =
        ask(new S3Requests.Request("POST", key, Map.of("uploads", ""), Map.of()), "");
    answer.element("UploadId").ifPresent(id -> open.add(new OpenUpload(key, id)));
    return answer;
  }

  /** Uploads the only part. */
  ProbeAnswer part(OpenUpload upload, String text) {
    Map<String, String> query = Map.of("partNumber", "1", "uploadId", upload.id());
    return ask(new S3Requests.Request("PUT", upload.key(), query, Map.of()), text);
  }

  /** Completes an upload in parts, under conditions. */
  ProbeAnswer complete(OpenUpload upload, String etag, Map<String, String> headers) {
    mayHold(upload.key());
    String parts =
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part></CompleteMultipartUpload>"
            .formatted(etag.replace("\"", "&quot;"));
    Map<String, String> query = Map.of("uploadId", upload.id());
    ProbeAnswer answer = ask(new S3Requests.Request("POST", upload.key(), query, headers), parts);
    note(upload.key(), answer);
    if (answer.accepted()) {
      open.remove(upload);
    }
    return answer;
  }

  /** Ends an upload in parts, if nobody has. */
  boolean abort(OpenUpload upload) {
    Map<String, String> query = Map.of("uploadId", upload.id());
    ProbeAnswer answer = ask(new S3Requests.Request("DELETE", upload.key(), query, Map.of()), "");
    boolean ended = answer.accepted() || answer.status() == 404;
    if (ended) {
      open.remove(upload);
    }
    return ended;
  }

  /** Issues temporary credentials. */
  TemporaryCredentials session(
      GrantStrategy strategy, UploadTarget to, UnaryOperator<UploadProfile.Builder> profile) {
    UploadProfile.Builder probed =
        UploadProfile.named(PROFILE)
            .kinds(GrantKind.TEMPORARY_CREDENTIALS)
            .overwrite(Overwrite.ALLOWED)
            .validFor(SHORTEST_SESSION);
    UploadGrants grants =
        UploadGrants.builder()
            .target(to)
            .credentials(credentials)
            .clock(clock)
            .strategy(strategy)
            .profile(profile.apply(probed).build())
            .build();
    UploadRequest asked = UploadRequest.of(PROFILE).by(PROFILE).build();
    return (TemporaryCredentials) grants.grant(asked);
  }

  /** Returns uploads of one kind, each to a key of its own. */
  Supplier<ProbeUpload> uploads(GrantKind kind, StoreFeature... features) {
    return uploads(kind, having(features).build(), profile -> profile, request -> request);
  }

  Supplier<ProbeUpload> uploads(
      GrantKind kind,
      UploadTarget to,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request) {
    UploadProfile.Builder probed =
        UploadProfile.named(PROFILE)
            .kinds(kind)
            .openToGuests()
            .keys(ObjectKeyPolicy.random(prefix))
            .validFor(VALIDITY);
    UploadGrants grants =
        UploadGrants.builder()
            .target(to)
            .credentials(credentials)
            .clock(clock)
            .profile(profile.apply(probed).build())
            .build();
    UploadRequest asked = request.apply(UploadRequest.of(PROFILE)).build();
    return () -> {
      UploadGrant grant = grants.grant(asked);
      return ProbeUpload.of(grant);
    };
  }

  /** Describes the file to a grant that is for one. */
  static UploadRequest.Builder file(UploadRequest.Builder request) {
    return request.file(ProbeUpload.FILE_NAME, ProbeUpload.FILE.length(), "image/png");
  }

  ProbeAnswer send(ProbeUpload upload) {
    return send(upload, upload.key());
  }

  /** Sends an upload that writes another key than its grant says. */
  ProbeAnswer send(ProbeUpload upload, String key) {
    mayHold(key);
    ProbeAnswer answer = calls.send(upload.method(), upload.url(), upload.headers(), upload.body());
    note(key, answer);
    return answer;
  }

  private void note(String key, ProbeAnswer answer) {
    String version = answer.header("x-amz-version-id");
    if (!version.isEmpty()) {
      written.add(new Written(key, version));
    }
  }

  ProbeAnswer ask(S3Requests.Request request, String body) {
    return ask(request, body, signer());
  }

  ProbeAnswer ask(S3Requests.Request request, String body, AwsCredentialsIdentity signer) {
    String url = requests.presign(request, signer, now(), VALIDITY);
    return calls.send(request.method(), url, request.headers(), body);
  }

  /** Asks without a signature, as everybody can. */
  ProbeAnswer askAsStranger(String key) {
    String url = requests.presign(S3Requests.Request.of("GET", key), signer(), now(), VALIDITY);
    return calls.send("GET", url.substring(0, url.indexOf('?')), Map.of(), "");
  }

  private AwsCredentialsIdentity signer() {
    Instant now = now();
    return credentials.until(now.plus(VALIDITY), now, UploadRequest.of(PROFILE).build());
  }

  ProbeAnswer about(String key) {
    return ask(S3Requests.Request.of("HEAD", key), "");
  }

  ProbeAnswer read(String key) {
    return ask(S3Requests.Request.of("GET", key), "");
  }

  ProbeAnswer read(String key, String subresource) {
    return ask(new S3Requests.Request("GET", key, Map.of(subresource, ""), Map.of()), "");
  }

  /** Whether there is an object; without the right to list, what isn't there answers 403. */
  boolean exists(String key) {
    return about(key).accepted();
  }

  boolean holds(String key) {
    ProbeAnswer answer = read(key);
    return answer.status() == 200 && answer.text().equals(ProbeUpload.FILE);
  }

  /** Removes all that was written under a key, and returns the answer that wasn't right, if any. */
  List<ProbeAnswer> remove(String key) {
    List<ProbeAnswer> failed = new ArrayList<>();
    List<Written> all = written.stream().filter(each -> each.key().equals(key)).toList();
    boolean versions = all.stream().anyMatch(each -> !each.version().isEmpty());
    for (Written each : all) {
      if (versions && each.version().isEmpty()) {
        // It would be hidden by a marker, not removed.
        written.remove(each);
        continue;
      }
      ProbeAnswer answer = delete(each);
      if (answer.accepted() || answer.status() == 404) {
        written.remove(each);
      } else {
        failed.add(answer);
      }
    }
    return failed;
  }

  /** Whether something was stored; if so, it is removed. */
  boolean removed(String key) {
    boolean stored = exists(key);
    if (stored) {
      remove(key);
    } else {
      forget(key);
    }
    return stored;
  }

  /** Says that nothing was stored there. */
  void forget(String key) {
    written.removeIf(each -> each.key().equals(key));
  }

  private ProbeAnswer delete(Written each) {
    Map<String, String> query =
        each.version().isEmpty() ? Map.of() : Map.of("versionId", each.version());
    return ask(new S3Requests.Request("DELETE", each.key(), query, Map.of()), "");
  }

  /** Removes what is left, as far as the store does it in time, and returns the rest. */
  List<String> sweep(Duration within) {
    calls.endIn(within);
    List<String> left = new ArrayList<>();
    for (OpenUpload upload : List.copyOf(open)) {
      try {
        if (!abort(upload)) {
          left.add(upload.key() + " (an upload in parts)");
        }
      } catch (StoreProbeException lost) {
        left.add(upload.key() + " (an upload in parts)");
      }
    }
    for (String key : written.stream().map(Written::key).distinct().toList()) {
      try {
        if (!remove(key).isEmpty()) {
          left.add(key);
        }
      } catch (StoreProbeException lost) {
        left.add(key);
      }
    }
    return left;
  }
}
