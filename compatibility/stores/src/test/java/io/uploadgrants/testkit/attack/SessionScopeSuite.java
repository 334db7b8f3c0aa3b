package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.UploadServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Credentials for 200 hostile subjects write below their own prefix, and do nothing else. Each
 * server's own STS issues them for the policy of {@link io.uploadgrants.iam.UploadPolicy}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionScopeSuite {

  static final int SUBJECTS = 200;
  private static final String VICTIM = "users/victim/secret";
  private static final RequestBody SECRET = RequestBody.fromString("the victim's");

  private final Set<String> written = new ConcurrentSkipListSet<>();
  private final AtomicInteger tried = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger allowed = new AtomicInteger();
  private final AtomicInteger noGrant = new AtomicInteger();
  private final AtomicInteger noKey = new AtomicInteger();
  private final AtomicInteger holders = new AtomicInteger();
  @AutoClose private final UploadServer server = open();
  @AutoClose private final StsClient sts = sts(server);

  /** Opens the server, or skips the suite. */
  abstract UploadServer open();

  /** Returns the statuses by which the server refuses a session. */
  abstract Set<Integer> refusals();

  /** Returns whether the server takes such a key at all. */
  boolean stores(String key) {
    return true;
  }

  /** Returns whether a policy for {@code a} also allows {@code a/}. */
  boolean takesAKeyForItsFolder() {
    return false;
  }

  @BeforeAll
  void plantWhatIsOthers() {
    plant(VICTIM);
    server.client().createBucket(create -> create.bucket(otherBucket()));
  }

  @AfterAll
  void report() {
    System.out.printf(
        "%s: %d hostile subjects, %d of them refused a grant, %d a key by the server; of %d attempts with the others' credentials %d were uploads of their own that worked, and %d of %d others were refused%n",
        getClass().getSimpleName(),
        SUBJECTS,
        noGrant.get(),
        noKey.get(),
        allowed.get() + tried.get(),
        allowed.get(),
        refused.get(),
        tried.get());
    server.client().deleteBucket(delete -> delete.bucket(otherBucket()));
  }

  private static StsClient sts(UploadServer server) {
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(server.region()))
        .credentialsProvider(server.credentials())
        .build();
  }

  final UploadServer server() {
    return server;
  }

  private String otherBucket() {
    return server().bucket() + "-other";
  }

  /** Returns the bucket with what the server has, where it has an endpoint of its own. */
  final UploadTarget target(StoreFeature... features) {
    return UploadTarget.bucket(server().bucket())
        .region(server().region())
        .endpoint(server().endpoint())
        .pathStyle(true)
        .with(
            StoreFeature.CONDITIONAL_WRITES,
            StoreFeature.CHECKSUMS,
            StoreFeature.TAGS,
            StoreFeature.SSE_S3,
            StoreFeature.SSE_KMS,
            StoreFeature.CASE_SENSITIVE_POLICIES)
        .with(features)
        .build();
  }

  final UploadGrants grants(UploadTarget target, UploadProfile.Builder profile) {
    return UploadGrants.builder()
        .target(target)
        .credentials(server().credentials())
        .strategy(new ScopedSessions(sts))
        .profile(profile.build())
        .build();
  }

  static UploadProfile.Builder profile(ObjectKeyPolicy keys) {
    return UploadProfile.named("scoped")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .overwrite(Overwrite.ALLOWED)
        .keys(keys);
  }

  static TemporaryCredentials grant(UploadGrants grants, String subject) {
    return (TemporaryCredentials) grants.grant(UploadRequest.of("scoped").by(subject).build());
  }

  final void plant(String key) {
    written.add(key);
    server().client().putObject(put -> put.bucket(server().bucket()).key(key), SECRET);
  }

  /** Each as a task of its own: a round trip is mostly waiting. */
  static void inParallel(List<Callable<Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> each : threads.invokeAll(tasks)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  final void works(Holder holder, String key) {
    allowed.addAndGet(2);
    written.add(key);
    holder.put(key);
    written.add(key + "-in-parts");
    holder.putInParts(key + "-in-parts");
  }

  final void isRefused(String what, Runnable attempt) {
    tried.incrementAndGet();
    assertThatThrownBy(attempt::run)
        .as(what)
        .isInstanceOfSatisfying(
            S3Exception.class, failed -> assertThat(failed.statusCode()).isIn(refusals()));
    refused.incrementAndGet();
  }

  final void everythingElseIsRefused(Holder holder, String object) {
    holder.forbidden(object, VICTIM, otherBucket()).forEach(this::isRefused);
    String upload = holder.start(object + "-cancelled");
    isRefused("cancel an upload under the victim's key", () -> holder.cancel(VICTIM, upload));
    holder.cancel(object + "-cancelled", upload);
    // The same for all, so every tenth holder tries.
    if (holders.getAndIncrement() % 10 == 0) {
      holder.forbiddenOfBuckets().forEach(this::isRefused);
    }
  }

  /** Whatever the answers said, nothing else was written, and the victim's is what it was. */
  final void assertNothingElseWasWritten() {
    assertThat(
            server()
                .client()
                .listObjectsV2Paginator(list -> list.bucket(server().bucket()))
                .contents()
                .stream()
                .map(S3Object::key))
        .containsExactlyInAnyOrderElementsOf(written);
    for (String key : written) {
      if (key.contains("victim/secret")) {
        assertThat(
                server()
                    .client()
                    .getObjectAsBytes(get -> get.bucket(server().bucket()).key(key))
                    .asUtf8String())
            .isEqualTo("the victim's");
      }
    }
    assertThat(server().client().listObjectsV2(list -> list.bucket(otherBucket())).contents())
        .isEmpty();
  }

  @Test
  void aSubjectWritesBelowItsOwnFolderAndDoesNothingElse() throws Exception {
    UploadGrants grants = grants(target(), profile(ObjectKeyPolicy.subjectFolder("users")));
    Map<String, String> folders = new TreeMap<>();
    List<Callable<Void>> attacks = new ArrayList<>();
    for (String subject : HostileSubjects.of(SUBJECTS)) {
      TemporaryCredentials grant;
      try {
        grant = grant(grants, subject);
      } catch (UploadRefusedException broken) {
        assertThat(broken.code().id()).isEqualTo("invalid-request");
        noGrant.incrementAndGet();
        continue;
      }
      assertThat(folders.put(grant.key(), subject)).as("two subjects with one folder").isNull();
      if (!stores(grant.key())) {
        noKey.incrementAndGet();
        continue;
      }
      attacks.add(
          () -> {
            Holder holder = new Holder(server(), grant);
            works(holder, holder.own("a.txt"));
            siblings(grant.key()).forEach(key -> isRefused("write " + key, () -> holder.put(key)));
            everythingElseIsRefused(holder, holder.own("a.txt"));
            return null;
          });
    }
    assertThat(attacks).hasSizeGreaterThan(SUBJECTS * 4 / 5);
    inParallel(attacks);
    assertNothingElseWasWritten();
  }

  /** Returns keys beside a folder: in siblings whose names begin alike, above it, and it itself. */
  private static Set<String> siblings(String folder) {
    String itself = folder.substring(0, folder.length() - 1);
    return Set.of(
        itself,
        itself + "0/a.txt",
        itself + "x/a.txt",
        itself + "0",
        itself.substring(0, itself.length() - 1) + "/a.txt",
        "users/a.txt",
        "a.txt",
        "users2/a.txt",
        VICTIM,
        "users/victim/new",
        folder.replace("users/", "Users/") + "a.txt");
  }

  @Test
  void siblingsWhoseNamesBeginAlikeAreOutOfEachOthersReach() {
    UploadGrants grants = grants(target(), profile(ObjectKeyPolicy.subjectFolder("alike")));
    List<String> subjects = List.of("u", "u1", "u10", "u1x", "U1", "u1.", "u1-");
    for (String subject : subjects) {
      Holder holder = new Holder(server(), grant(grants, subject));
      works(holder, holder.own("a.txt"));
      for (String other : subjects) {
        if (!other.equals(subject)) {
          String key = "alike/" + other + "/a.txt";
          isRefused(subject + " writes " + key, () -> holder.put(key));
        }
      }
    }
    assertNothingElseWasWritten();
  }

  @Test
  void oneKeyOpensNoOther() {
    UploadGrants grants =
        grants(
            target(), profile((request, now, random) -> "one/u1/a.txt").scope(UploadScope.OBJECT));
    Holder holder = new Holder(server(), grant(grants, "u1"));
    written.add("one/u1/a.txt");
    allowed.incrementAndGet();
    holder.put("one/u1/a.txt");
    for (String key :
        List.of("one/u1/a.txt0", "one/u1/a.tx", "one/u1/b.txt", "one/u1/a.txt/b", "one/a.txt")) {
      isRefused("write " + key, () -> holder.put(key));
    }
    isRefused("read it", () -> holder.read("one/u1/a.txt"));
    String folder = "one/u1/a.txt/";
    if (takesAKeyForItsFolder()) {
      holder.put(folder);
      server().client().deleteObject(delete -> delete.bucket(server().bucket()).key(folder));
    } else {
      isRefused("write " + folder, () -> holder.put(folder));
    }
    assertNothingElseWasWritten();
  }
}
