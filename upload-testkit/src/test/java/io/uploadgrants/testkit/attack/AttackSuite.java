package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.attack.Upload.Form;
import io.uploadgrants.testkit.attack.Upload.Put;
import io.uploadgrants.testkit.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The same attacks on every server; what a server lets through stands in its subclass, with
 * reasons.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackSuite {

  static final byte[] FILE =
      "\u0089PNG-like bytes, 40 of them, or a few more".getBytes(StandardCharsets.ISO_8859_1);

  private final Set<String> sameEffect = new TreeSet<>();
  private final Set<String> otherEffect = new TreeSet<>();
  private int tried;
  private int refused;
  private @Nullable Store store;
  private @Nullable AwsCredentialsProvider credentials;

  /** Opens the server, or skips the suite. */
  abstract Store open();

  /**
   * Altered copies that the server accepts, and that have no other effect than the grant: names,
   * which may end in an asterisk, and the reason why each harms nobody.
   */
  abstract Map<String, String> harmless();

  /**
   * Altered copies that have another effect, because the server doesn't check: it can't be their
   * judge.
   */
  Map<String, String> unchecked() {
    return Map.of();
  }

  /** Ends a server that this suite has started. */
  void closeServer() {}

  /** Returns what signs the grants. */
  AwsCredentialsProvider credentials(Store store) {
    return store.credentials();
  }

  @BeforeAll
  void openStore() {
    store = open();
    credentials = credentials(store);
  }

  private Store store() {
    return Objects.requireNonNull(store);
  }

  @AfterAll
  void everyCopyThatWasLetThroughIsKnown() {
    Store opened = store;
    if (opened == null) {
      return;
    }
    opened.close();
    closeServer();
    System.out.printf(
        "%s: %d altered copies tried, %d refused, %d let through%n",
        opened.name(), tried, refused, tried - refused);
    new TreeMap<>(harmless())
        .forEach((name, why) -> System.out.printf("  harmless: %s: %s%n", name, why));
    new TreeMap<>(unchecked())
        .forEach((name, why) -> System.out.printf("  UNCHECKED: %s: %s%n", name, why));
    assertKnown("without another effect", sameEffect, harmless().keySet());
    assertKnown("with another effect", otherEffect, unchecked().keySet());
  }

  /** Both directions: nothing may be let through that isn't listed, nor listed that is refused. */
  private void assertKnown(String what, Set<String> seen, Set<String> listed) {
    assertThat(seen.stream().filter(name -> listed.stream().noneMatch(l -> matches(l, name))))
        .as("altered copies that %s lets through %s, and that aren't listed", store().name(), what)
        .isEmpty();
    assertThat(listed.stream().filter(l -> seen.stream().noneMatch(name -> matches(l, name))))
        .as("copies listed as let through by %s %s, but refused", store().name(), what)
        .isEmpty();
  }

  private static boolean matches(String listed, String name) {
    return listed.endsWith("*")
        ? name.startsWith(listed.substring(0, listed.length() - 1))
        : name.equals(listed);
  }

  /** A kind of grant, in one variety. */
  private record Variety(
      String name,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request) {

    boolean hasChecksum() {
      return Arrays.stream(ChecksumAlgorithm.values()).anyMatch(a -> a.name().equals(name));
    }
  }

  private static Variety variety(
      String name,
      UnaryOperator<UploadProfile.Builder> profile,
      UnaryOperator<UploadRequest.Builder> request) {
    return new Variety(name, profile, request);
  }

  private static UploadRequest.Builder sized(UploadRequest.Builder request) {
    return request.file("me.png", FILE.length, "image/png");
  }

  private static UploadProfile.Builder everything(UploadProfile.Builder profile) {
    return profile
        .metadata("owner", "Zoë 😀")
        .fileNameAsMetadata("file-name")
        .cacheControl("private, max-age=60")
        .contentDisposition(Disposition.ATTACHMENT)
        .storageClass("REDUCED_REDUNDANCY")
        .encryption(Encryption.sseS3());
  }

  private List<Variety> checksums() {
    List<Variety> all = new ArrayList<>();
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      all.add(
          variety(
              algorithm.name(),
              p -> p.requireChecksum(algorithm),
              r -> sized(r).checksum(Checksums.of(algorithm, FILE))));
    }
    return all;
  }

  private List<Variety> puts() {
    List<Variety> all = new ArrayList<>(checksums());
    all.add(variety("plain", p -> p, AttackSuite::sized));
    all.add(variety("everything", p -> everything(p).tag("kind", "a b"), AttackSuite::sized));
    return all;
  }

  private List<Variety> forms() {
    List<Variety> all = new ArrayList<>(checksums());
    all.add(variety("plain", p -> p, AttackSuite::sized));
    all.add(variety("range", p -> p, r -> r.contentType("image/png")));
    all.add(variety("everything", p -> everything(p).tag("kind", "a b"), AttackSuite::sized));
    all.add(variety("prefix", p -> p.scope(UploadScope.PREFIX).contentTypes("image/png"), r -> r));
    return all;
  }

  private UploadGrant grant(Variety variety, GrantKind kind, InstantSource clock) {
    UploadProfile.Builder profile =
        UploadProfile.named("attacked")
            .kinds(kind)
            .openToGuests()
            .contentTypes("image/*")
            .minSize(FILE.length)
            .maxSize(FILE.length)
            .keys(ObjectKeyPolicy.random("attacked"))
            .validFor(Duration.ofMinutes(5));
    UploadGrants grants =
        UploadGrants.builder()
            .target(store().target().build())
            .credentials(Objects.requireNonNull(credentials))
            .clock(clock)
            .profile(variety.profile().apply(profile).build())
            .build();
    return grants.grant(variety.request().apply(UploadRequest.of("attacked")).build());
  }

  private Put put(Variety variety, InstantSource clock) {
    return Put.of((PresignedPut) grant(variety, GrantKind.PRESIGNED_PUT, clock), FILE);
  }

  private Form form(Variety variety, InstantSource clock) {
    return Form.of((PostPolicy) grant(variety, GrantKind.POST_POLICY, clock), FILE);
  }

  @Test
  void everyAlteredPutIsRefused() {
    for (Variety variety : puts()) {
      Put whole = put(variety, InstantSource.system());
      Map<String, String> effect = accepted(variety, whole);
      List<Alteration<Put>> alterations = new ArrayList<>(PutAlterations.of(whole));
      if (variety.hasChecksum()) {
        alterations.add(PutAlterations.otherBytes());
      }
      for (Alteration<Put> alteration : alterations) {
        // A fresh grant each time, so that no refusal comes from an object that is there already.
        attack("put", alteration, put(variety, InstantSource.system()), effect);
      }
    }
    assertNothingStored();
  }

  @Test
  void everyAlteredFormIsRefused() {
    for (Variety variety : forms()) {
      Form whole = form(variety, InstantSource.system());
      Map<String, String> effect = accepted(variety, whole);
      List<Alteration<Form>> alterations = new ArrayList<>(FormAlterations.of(whole));
      if (variety.hasChecksum()) {
        alterations.add(FormAlterations.otherBytes());
      }
      if (!variety.name().equals("prefix")) {
        alterations.add(FormAlterations.longerKey());
      }
      for (Alteration<Form> alteration : alterations) {
        attack("form", alteration, form(variety, InstantSource.system()), effect);
      }
    }
    assertNothingStored();
  }

  @Test
  void nothingIsAcceptedAfterItsExpiry() {
    InstantSource tenMinutesAgo = () -> Instant.now().minus(Duration.ofMinutes(10));
    Alteration<Put> expiredPut = new Alteration<>("expired", put -> put);
    Alteration<Form> expiredForm = new Alteration<>("expired", form -> form);
    for (Variety variety : puts()) {
      attack("put", expiredPut, put(variety, tenMinutesAgo), Map.of());
    }
    for (Variety variety : forms()) {
      attack("form", expiredForm, form(variety, tenMinutesAgo), Map.of());
    }
    assertNothingStored();
  }

  @Test
  void aSecondUploadIsRefused() {
    for (Variety variety : puts()) {
      Put put = put(variety, InstantSource.system());
      assertThat(put.send().accepted()).as("first upload, %s", variety.name()).isTrue();
      tried++;
      refused++;
      assertThat(put.send().status()).as("second upload, %s", variety.name()).isEqualTo(412);
      store().delete(put.key());
    }
  }

  /** Sends the unaltered upload, without which no refusal would prove anything. */
  private Map<String, String> accepted(Variety variety, Upload whole) {
    Wire.Answer answer = whole.send();
    assertThat(answer.accepted())
        .as("unaltered upload, %s, answered %s", variety.name(), answer)
        .isTrue();
    assertThat(store().bytes(whole.key())).isEqualTo(FILE);
    Map<String, String> effect = store().effect(whole.key());
    store().delete(whole.key());
    return effect;
  }

  private <U extends Upload> void attack(
      String kind, Alteration<U> alteration, U whole, Map<String, String> effect) {
    tried++;
    Wire.Answer answer = alteration.apply().apply(whole).send();
    if (!answer.accepted()) {
      refused++;
      return;
    }
    String name = kind + ", " + alteration.name();
    List<String> keys = store().keys();
    boolean untouched = store().victimIsWhole();
    boolean same =
        untouched
            && keys.equals(List.of(whole.key()))
            && store().effect(whole.key()).equals(effect);
    (same ? sameEffect : otherEffect).add(name);
    keys.forEach(store()::delete);
  }

  /** A server may answer with a refusal and store the object all the same. */
  private void assertNothingStored() {
    assertThat(store().keys()).as("objects stored by uploads that were refused").isEmpty();
    assertThat(store().victimIsWhole()).as("somebody else's object is untouched").isTrue();
  }
}
