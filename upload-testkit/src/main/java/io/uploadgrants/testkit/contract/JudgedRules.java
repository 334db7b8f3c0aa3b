package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.kind.TestedKind;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/**
 * What the rules of a strategy share: the server that judges, and the strategy, prepared for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JudgedRules {

  private static final String FILE_NAME = "me.png";

  private final GrantStrategyContract contract;

  JudgedRules(GrantStrategyContract contract) {
    this.contract = contract;
  }

  final GrantStrategy strategy() {
    return contract.strategy();
  }

  final UploadServer judge() {
    return contract.judge();
  }

  final boolean keepsKey(String key) {
    return contract.keepsKey(key);
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
    UploadGrants.Builder grants =
        UploadGrants.builder()
            .target(target)
            .credentials(judge().credentials())
            .clock(clock)
            .strategy(strategy())
            .profile(profile);
    if (strategy().kind().completedByApplication()) {
      grants.tickets(EncryptedTickets.of(TokenSecrets.random()));
    }
    return grants.build();
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

  static String suffix(UploadProfile profile) {
    return profile.scope() == UploadScope.PREFIX ? "/" : "";
  }

  /** Returns the claimed varieties whose request the strategy can bind. */
  final Stream<ProfileVariety> usable() {
    return ProfileVariety.all().stream()
        .filter(variety -> variety.isClaimed(strategy(), judge().target()))
        .filter(this::isUsable);
  }

  /** Returns the plainest of them: of some stores a size can be claimed with a checksum alone. */
  final ProfileVariety least() {
    return usable().findFirst().orElseThrow();
  }

  /** A kind may need the exact size where its profile only bounds it. */
  private boolean isUsable(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    UploadRequest request = variety.request().build();
    Map<UploadConstraint, EnforcedBy> enforced = issuer(profile).enforces(request);
    // Only what a request adds, or doesn't say, may be too much for a kind.
    return request.required().stream().allMatch(added -> isStorages(enforced, added))
        && (request.size() != null
            || !profile.required(judge().target()).contains(UploadConstraint.SIZE)
            || isStorages(enforced, UploadConstraint.SIZE));
  }

  private static boolean isStorages(
      Map<UploadConstraint, EnforcedBy> enforced, UploadConstraint constraint) {
    return enforced.get(constraint) == EnforcedBy.STORAGE;
  }
}
