package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.kind.TestedKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Opens the server that judges, and prepares the strategy for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JudgedRules {

  private static final String FILE_NAME = "me.png";

  @AutoClose private @Nullable UploadServer opened;

  JudgedRules() {}

  abstract GrantStrategy strategy();

  abstract UploadServer server();

  @BeforeAll
  final void openServer() {
    opened = server();
  }

  final UploadServer judge() {
    return Objects.requireNonNull(opened);
  }

  final GrantClient client() {
    return GrantClient.of(judge());
  }

  /** Returns the judge's time. */
  final InstantSource clock() {
    return judge().checks().contains(ServerCheck.TEST_CLOCK)
        ? judge().clock()
        : InstantSource.system();
  }

  final TestedKind kind() {
    return TestedKind.of(strategy().kind());
  }

  /** Whether grants of the strategy's kind are signed by the credentials that it is given. */
  final boolean isSigned() {
    return strategy().kind().signed();
  }

  final UploadGrants grants(UploadProfile profile) {
    return grants(profile, judge().target(), clock());
  }

  final UploadGrants grants(UploadProfile profile, UploadTarget target, InstantSource clock) {
    return UploadGrants.builder()
        .target(target)
        .credentials(judge().credentials())
        .clock(clock)
        .strategy(strategy())
        .profile(profile)
        .build();
  }

  final GrantIssuer issuer(UploadProfile profile) {
    return strategy()
        .prepare(profile, judge().target(), SigningCredentials.of(judge().credentials()));
  }

  static UploadGrant issue(GrantIssuer issuer, ProfileVariety variety, String key, Instant now) {
    return issuer.issue(new GrantDraft(variety.request().build(), key, now));
  }

  /** Uploads the file of all varieties. */
  final UploadAnswer upload(UploadGrant grant) {
    return client().upload(grant, ProfileVariety.FILE, FILE_NAME);
  }

  /** Returns those of the altered copies that do harm and that the judge has to refuse. */
  final List<Tampering> harmful(Stream<Tampering> copies) {
    List<Tampering> judged =
        copies.filter(each -> judge().checks().contains(each.check())).toList();
    assertThat(judged).as("alterations of which %s can be the judge", judge()).isNotEmpty();
    return Tampering.verdicts(judged).entrySet().stream()
        .filter(each -> each.getValue().outcome() == Tampering.Outcome.HARMFUL)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Removes what {@link #upload} has stored: attacks list the whole bucket again and again. */
  final void remove(UploadGrant grant) {
    remove(stored(grant));
  }

  /** Removes an object that no other test needs. */
  final void remove(String key) {
    judge().client().deleteObject(delete -> delete.bucket(judge().bucket()).key(key));
  }

  /** Returns the key under which {@link #upload} stores the file. */
  static String stored(UploadGrant grant) {
    return TestedKind.of(grant.kind()).storedKey(grant, FILE_NAME);
  }

  /** Returns the judge's target, less one feature. */
  final UploadTarget targetWithout(StoreFeature missing) {
    UploadTarget whole = judge().target();
    UploadTarget.Builder target =
        UploadTarget.bucket(whole.bucket())
            .region(whole.region())
            .endpoint(whole.endpoint())
            .publicEndpoint(whole.publicEndpoint())
            .pathStyle(whole.pathStyle());
    for (StoreFeature feature : StoreFeature.values()) {
      if (whole.supports(feature) && feature != missing) {
        target.with(feature);
      } else {
        target.without(feature);
      }
    }
    return target.build();
  }

  /** Returns the varieties all of whose constraints the strategy says that the store enforces. */
  final Stream<ProfileVariety> claimed() {
    return ProfileVariety.all().stream()
        .filter(variety -> variety.isClaimed(strategy(), judge().target()));
  }

  /** Returns the varieties with a constraint that the strategy doesn't leave to the store. */
  final Stream<ProfileVariety> notClaimed() {
    return ProfileVariety.all().stream()
        .filter(variety -> !variety.unclaimed(strategy(), judge().target()).isEmpty());
  }
}
