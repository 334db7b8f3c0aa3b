package io.uploadgrants.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.StsLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Grants as the application would issue them, on a store that has just what is being tried.
 *
 * @param bare the bucket on a store that has nothing, at the application's own endpoint
 * @param prefix what each key begins with, without a slash at its end
 */
record ProbeGrants(
    UploadTarget bare, SigningCredentials credentials, InstantSource clock, String prefix) {

  static final Duration VALIDITY = Duration.ofMinutes(5);

  private static final String PROFILE = "store-probe";

  /** Returns a bucket on a store that has nothing but what its own settings need. */
  static UploadTarget bare(UploadTarget target) {
    UploadTarget.Builder bare = target.toBuilder().without(StoreFeature.values());
    if (target.endpoint() != null) {
      bare.publicEndpoint(null);
    }
    UploadTarget built = bare.build();
    return built.expectedBucketOwner() == null
        ? built
        : built.toBuilder().with(StoreFeature.EXPECTED_BUCKET_OWNER).build();
  }

  /** Asks for the credentials of the probe itself. */
  static UploadRequest request() {
    return UploadRequest.of(PROFILE).build();
  }

  /** Returns the bucket on a store that has some features. */
  UploadTarget.Builder having(StoreFeature... features) {
    return bare.toBuilder().with(StoreFeature.UNSIGNED_HEADERS_REFUSED).with(features);
  }

  /** Returns uploads of one kind, each to a key of its own. */
  Supplier<ProbeUpload> uploads(GrantKind kind, StoreFeature... features) {
    return uploads(kind, having(features).build(), profile -> profile, request -> request);
  }

  Supplier<ProbeUpload> uploads(
      GrantKind kind,
      UploadTarget target,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request) {
    UploadProfile.Builder probed =
        UploadProfile.named(PROFILE)
            .kinds(kind)
            .openToGuests()
            .keys(ObjectKeyPolicy.random(prefix))
            .validFor(VALIDITY);
    UploadGrants grants = grants(target).profile(profile.apply(probed).build()).build();
    UploadRequest asked = request.apply(UploadRequest.of(PROFILE)).build();
    return () -> ProbeUpload.of(grants.grant(asked));
  }

  /** Describes the file to a grant that is for one. */
  static UploadRequest.Builder file(UploadRequest.Builder request) {
    return request.file(ProbeUpload.FILE_NAME, ProbeUpload.FILE.length(), "image/png");
  }

  /** Issues temporary credentials. */
  TemporaryCredentials session(
      GrantStrategy strategy, UploadTarget target, UnaryOperator<UploadProfile.Builder> profile) {
    UploadProfile.Builder probed =
        UploadProfile.named(PROFILE)
            .kinds(GrantKind.TEMPORARY_CREDENTIALS)
            .overwrite(Overwrite.ALLOWED)
            .validFor(StsLimits.SHORTEST_SESSION);
    UploadGrants grants =
        grants(target).strategy(strategy).profile(profile.apply(probed).build()).build();
    return (TemporaryCredentials) grants.grant(UploadRequest.of(PROFILE).by(PROFILE).build());
  }

  private UploadGrants.Builder grants(UploadTarget target) {
    return UploadGrants.builder().target(target).credentials(credentials).clock(clock);
  }
}
