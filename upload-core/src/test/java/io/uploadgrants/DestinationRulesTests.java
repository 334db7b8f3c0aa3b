package io.uploadgrants;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where accepted objects are moved, nobody's grant may write. */
class DestinationRulesTests {

  private static UploadProfile.Builder moving(ObjectKeyPolicy moveTo) {
    return UploadProfile.named("moving")
        .kinds(GrantKind.POST_POLICY)
        .maxSize(100)
        .completion(completion().moveTo(moveTo));
  }

  private static UploadProfile.Builder prefix(ObjectKeyPolicy keys) {
    return UploadProfile.named("many")
        .kinds(GrantKind.POST_POLICY)
        .scope(UploadScope.PREFIX)
        .maxSize(100)
        .overwrite(Overwrite.ALLOWED)
        .keys(keys);
  }

  private static void build(UploadProfile.Builder... profiles) {
    UploadGrants.Builder grants =
        TestGrants.builder()
            .tickets(
                EncryptedTickets.of(
                    TokenSecrets.of("a secret of thirty-two bytes, only for tests")));
    for (UploadProfile.Builder profile : profiles) {
      grants.profile(profile.build());
    }
    grants.build();
  }

  private static void assertRefused(UploadProfile.Builder... profiles) {
    assertThatThrownBy(() -> build(profiles))
        .isInstanceOf(UploadConfigurationException.class)
        .extracting(fault -> ((UploadConfigurationException) fault).setting())
        .isEqualTo("profiles.moving.completion.move-to");
  }

  @Test
  void aPrefixOfTheSameSubjectsIsRefused() {
    assertRefused(
        moving(ObjectKeyPolicy.perSubject("users")),
        prefix(ObjectKeyPolicy.subjectFolder("users")));
  }

  @Test
  void aPrefixAroundTheDestinationIsRefused() {
    assertRefused(
        moving(ObjectKeyPolicy.random("users/subject/accepted")),
        prefix(ObjectKeyPolicy.subjectFolder("users")));
  }

  @Test
  void aPrefixBelowTheDestinationIsRefused() {
    assertRefused(
        moving(ObjectKeyPolicy.random("users")), prefix(ObjectKeyPolicy.subjectFolder("users/in")));
  }

  /** Who registers under that name has a grant for the destination. */
  @Test
  void aSubjectWhoseNameIsTheDestinationsIsNoWayAround() {
    assertRefused(
        moving(ObjectKeyPolicy.random("users/accepted")),
        prefix(ObjectKeyPolicy.subjectFolder("users")));
  }

  @Test
  void aSubjectsDestinationInTheFolderOfAnotherIsRefused() {
    assertRefused(
        moving(ObjectKeyPolicy.perSubject("users/bob")),
        prefix(ObjectKeyPolicy.subjectFolder("users")));
  }

  @Test
  void anotherPrefixThatOnlyBeginsAlikeIsNone() {
    assertThatCode(
            () ->
                build(
                    moving(ObjectKeyPolicy.random("users-accepted")),
                    prefix(ObjectKeyPolicy.subjectFolder("users"))))
        .doesNotThrowAnyException();
  }

  /** The file's name is the client's, and an accepted object's key is told to it. */
  private record NamedByClients(String prefix) implements ObjectKeyPolicy {
    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return prefix + Objects.requireNonNull(request.fileName());
    }

    @Override
    public String prefixFor(@Nullable String subject) {
      return prefix;
    }
  }

  private static UploadProfile.Builder named(Overwrite overwrite, String prefix) {
    return UploadProfile.named("one")
        .kinds(GrantKind.PRESIGNED_PUT)
        .overwrite(overwrite)
        .keys(new NamedByClients(prefix));
  }

  @Test
  void keysThatCanBeChosenAndReplaceObjectsAreRefused() {
    assertRefused(
        moving(ObjectKeyPolicy.random("accepted")), named(Overwrite.ALLOWED, "accepted/"));
  }

  @Test
  void keysThatReplaceNothingOrLieElsewhereAreNot() {
    assertThatCode(
            () -> {
              build(
                  moving(ObjectKeyPolicy.random("accepted")),
                  named(Overwrite.ONLY_OWN, "accepted/"));
              build(
                  moving(ObjectKeyPolicy.random("accepted")), named(Overwrite.ALLOWED, "drafts/"));
            })
        .doesNotThrowAnyException();
  }
}
