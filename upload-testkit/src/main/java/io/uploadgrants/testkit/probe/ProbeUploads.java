package io.uploadgrants.testkit.probe;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.probe.Probes.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Small uploads into a server whose checks aren't known yet. */
record ProbeUploads(UploadServer server) {

  static final byte[] FILE = "what a probe uploads".getBytes(StandardCharsets.UTF_8);
  static final String FOLDER = "probe";

  /** What is asked for a prefix. */
  static final UploadRequest.Builder ANY_FILE = UploadRequest.of("probe");

  private static final Duration VALIDITY = Duration.ofMinutes(5);

  /** Returns the server's time, whether it can be moved or not. */
  InstantSource clock() {
    // Not checks(): that is what is being found out.
    return server.backend() == Backend.EMBEDDED ? server.clock() : InstantSource.system();
  }

  Supplier<UploadGrant> grants(GrantKind kind) {
    return grants(kind, profile -> profile, request -> request);
  }

  Supplier<UploadGrant> grants(
      GrantKind kind,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request) {
    return grants(kind, profile, request, server.credentials(), clock());
  }

  Supplier<UploadGrant> grants(
      GrantKind kind,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request,
      AwsCredentialsProvider credentials,
      InstantSource clock) {
    UploadTarget lean = everything().without(StoreFeature.EMPTY_HEADERS).build();
    return grants(lean, kind, profile, request, credentials, clock);
  }

  /** Returns grants that sign headers without a value, which not every server takes. */
  Supplier<UploadGrant> withEmptyHeaders() {
    return grants(
        everything().build(),
        PRESIGNED_PUT,
        profile -> profile,
        request -> request,
        server.credentials(),
        clock());
  }

  /** Returns forms with fields without a value. */
  Supplier<UploadGrant> withEmptyFields() {
    return grants(
        everything().without(StoreFeature.FORM_FIELDS_REFUSED).build(),
        POST_POLICY,
        profile -> profile,
        request -> request,
        server.credentials(),
        clock());
  }

  /**
   * Returns grants that sign what keeps others' objects from being copied, and no size: with one, a
   * copy could fail for its length.
   */
  Supplier<UploadGrant> withGuards() {
    return grants(
        everything()
            .without(StoreFeature.EMPTY_HEADERS, StoreFeature.UNSIGNED_HEADERS_REFUSED)
            .build(),
        PRESIGNED_PUT,
        sized -> unsized(PRESIGNED_PUT),
        request -> ANY_FILE,
        server.credentials(),
        clock());
  }

  private static UploadProfile.Builder unsized(GrantKind kind) {
    return UploadProfile.named("probe")
        .kinds(kind)
        .openToGuests()
        .keys(ObjectKeyPolicy.random(FOLDER))
        .validFor(VALIDITY);
  }

  private static Supplier<UploadGrant> grants(
      UploadTarget target,
      GrantKind kind,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request,
      AwsCredentialsProvider credentials,
      InstantSource clock) {
    UploadProfile.Builder probed =
        unsized(kind).contentTypes("image/png").minSize(FILE.length).maxSize(FILE.length);
    UploadGrants grants =
        UploadGrants.builder()
            .target(target)
            .credentials(credentials)
            .clock(clock)
            .profile(profile.apply(probed).build())
            .build();
    UploadRequest.Builder file = UploadRequest.of("probe").file("me.png", FILE.length, "image/png");
    UploadRequest asked = request.apply(file).build();
    return () -> grants.grant(asked);
  }

  /** Returns the kinds that the server takes at all. */
  List<GrantKind> kinds() {
    return takesForms() ? List.of(PRESIGNED_PUT, POST_POLICY) : List.of(PRESIGNED_PUT);
  }

  boolean takesForms() {
    UploadGrant form = grants(POST_POLICY).get();
    boolean taken = send(form).accepted() && exists(form.key());
    if (taken) {
      delete(form.key());
    }
    return taken;
  }

  /** Whether a grant that is wrong is refused, and nothing is stored; a failure is no refusal. */
  boolean refuses(UploadGrant wrong) {
    UploadAnswer answer = send(wrong);
    boolean stored = exists(wrong.key());
    if (stored) {
      delete(wrong.key());
    }
    return !answer.accepted() && !answer.failed() && !stored;
  }

  boolean exists(String key) {
    return new BucketView(server.client(), server.bucket()).listing().containsKey(key);
  }

  UploadAnswer send(UploadGrant grant) {
    return GrantClient.of(server).upload(grant, FILE);
  }

  /** Uploads what must be accepted, and returns its key. */
  String sendRight(UploadGrant grant) {
    UploadAnswer answer = send(grant);
    if (!answer.accepted()) {
      throw new RefusedException(grant + " answered " + answer);
    }
    return grant.key();
  }

  void delete(String key) {
    server.client().deleteObject(delete -> delete.bucket(server.bucket()).key(key));
  }

  /** As if the server did everything, so that the grants lean on it. */
  private UploadTarget.Builder everything() {
    return UploadTarget.bucket(server.bucket())
        .region(server.region())
        .endpoint(server.endpoint())
        .pathStyle(true)
        .with(StoreFeature.values());
  }
}
