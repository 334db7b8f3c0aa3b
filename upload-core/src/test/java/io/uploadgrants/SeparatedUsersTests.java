package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No prefix is granted to two users, whoever makes the keys and whoever makes the grants. */
class SeparatedUsersTests {

  private static UploadProfile.Builder prefix(GrantKind kind, ObjectKeyPolicy keys) {
    return UploadProfile.named("any")
        .kinds(kind)
        .scope(UploadScope.PREFIX)
        .overwrite(Overwrite.ALLOWED)
        .keys(keys);
  }

  private static UploadProfile.Builder forms(ObjectKeyPolicy keys) {
    return prefix(GrantKind.POST_POLICY, keys);
  }

  private static void assertRefused(
      UploadGrants.Builder grants, UploadProfile.Builder profile, String... texts) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants.profile(profile.build()).build())
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("profiles.any.keys"))
        .withMessageContainingAll(texts);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOWED", "ONLY_OWN"})
  void aFolderForEverybodyIsRefusedForForms(Overwrite overwrite) {
    assertRefused(
        TestGrants.builder(),
        forms(ObjectKeyPolicy.folder("uploads")).overwrite(overwrite),
        "everybody",
        "post-policy",
        "subjectFolder",
        "identity pool");
  }

  @Test
  void aFolderForEverybodyIsRefusedForFormsThoughAnotherKindSeparatesUsers() {
    UploadProfile.Builder both =
        forms(ObjectKeyPolicy.folder("uploads"))
            .kinds(GrantKind.TEMPORARY_CREDENTIALS, GrantKind.POST_POLICY);

    assertRefused(
        TestGrants.builder().strategy(new Own(GrantKind.TEMPORARY_CREDENTIALS, true, "alice/")),
        both,
        "post-policy doesn't separate users");
  }

  @ParameterizedTest
  @EnumSource(names = {"POST_POLICY", "PRESIGNED_PUT", "TEMPORARY_CREDENTIALS"})
  void anApplicationsOwnStrategyIsRefusedAFolderForEverybodyUnlessItSaysThatItSeparates(
      GrantKind kind) {
    UploadProfile.Builder profile = prefix(kind, ObjectKeyPolicy.folder("uploads"));

    assertRefused(
        TestGrants.builder().strategy(new Own(kind, false, "alice/")), profile, kind.id());
    UploadGrants separating =
        TestGrants.builder()
            .strategy(new Own(kind, true, "alice/"))
            .profile(profile.build())
            .build();
    assertThat(separating.grant(UploadRequest.of("any").by("alice").build()).key())
        .isEqualTo("uploads/alice/");
  }

  @ParameterizedTest
  @EnumSource(names = {"POST_POLICY", "PRESIGNED_PUT"})
  void aStrategyThatSaysSoAndGrantsTheWholeFolderIssuesNothing(GrantKind kind) {
    for (String part : new String[] {"", "${filename}"}) {
      UploadGrants grants =
          TestGrants.builder()
              .strategy(new Own(kind, true, part))
              .profile(prefix(kind, ObjectKeyPolicy.folder("uploads")).build())
              .build();

      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> grants.grant(UploadRequest.of("any").by("alice").build()))
          .withMessageContaining("it isn't issued");
    }
  }

  @Test
  void anApplicationsOwnPrefixesAreTakenForSharedUnlessItSaysThatTheyArent() {
    assertRefused(
        TestGrants.builder(),
        forms((request, now, random) -> "u/" + request.subject()),
        "everybody",
        "override shared()");
    assertThat(grant(forms(new TestGrants.OwnFolders()), "alice")).isEqualTo("u/alice/${filename}");
  }

  @Test
  void guestsWhomNothingTellsApartHaveNoPrefixThatRepeats() {
    assertRefused(
        TestGrants.builder(),
        forms(new TestGrants.OwnFolders()).openToGuests(),
        "all guests",
        "close the profile to guests");
    assertThat(grant(forms(ObjectKeyPolicy.perSubject("u")).openToGuests(), null))
        .startsWith("u/!guest/")
        .isNotEqualTo(grant(forms(ObjectKeyPolicy.perSubject("u")).openToGuests(), null));
  }

  @Test
  void anObjectThatEverybodyMayReplaceIsTheApplicationsChoice() {
    UploadProfile.Builder logo =
        UploadProfile.named("any")
            .overwrite(Overwrite.ALLOWED)
            .keys((request, now, random) -> "site/logo.png");

    assertThatCode(() -> TestGrants.of(logo)).doesNotThrowAnyException();
  }

  @Test
  void whoseKeysAreWhose() {
    assertThat(ObjectKeyPolicy.folder("users").shared()).isTrue();
    assertThat(ObjectKeyPolicy.subjectFolder("users").shared()).isFalse();
    assertThat(ObjectKeyPolicy.random("users").shared()).isFalse();
    assertThat(ObjectKeyPolicy.perSubject("users").shared()).isFalse();
  }

  private static String grant(UploadProfile.Builder profile, @Nullable String subject) {
    return TestGrants.of(profile).grant(UploadRequest.of("any").by(subject).build()).key();
  }

  /** Claims everything, and grants the prefix with a part behind it. */
  private record Own(GrantKind kind, boolean separatesUsers, String part) implements GrantStrategy {

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(UploadConstraint.class);
      for (UploadConstraint constraint : UploadConstraint.values()) {
        all.put(constraint, EnforcedBy.STORAGE);
      }
      return all;
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      Map<UploadConstraint, EnforcedBy> enforced = enforces(profile, target);
      return GrantIssuer.of(
          enforced, draft -> issue(draft.key() + part, target, draft.issuedAt(), enforced));
    }

    private UploadGrant issue(
        String key, UploadTarget target, Instant now, Map<UploadConstraint, EnforcedBy> enforced) {
      String url = "https://example.com";
      return switch (kind) {
        case POST_POLICY -> new PostPolicy(key, url, Map.of(), Map.of(), now, enforced);
        case TEMPORARY_CREDENTIALS ->
            new TemporaryCredentials(
                key,
                UploadScope.PREFIX,
                TestGrants.session("ASIA", now),
                target,
                Map.of(),
                null,
                now,
                enforced);
        default -> new PresignedPut(key, url, Map.of(), Map.of(), now, enforced);
      };
    }
  }
}
