package io.uploadgrants;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles whose objects are moved when they are accepted. */
class MoveRulesTests {

  private static final ObjectKeyPolicy ACCEPTED = ObjectKeyPolicy.random("accepted");

  private final List<TicketClaims> sealed = new ArrayList<>();
  private final UploadTickets tickets =
      new UploadTickets() {
        @Override
        public String seal(TicketClaims claims) {
          sealed.add(claims);
          return "ticket-" + sealed.size();
        }

        @Override
        public TicketClaims open(String ticket) {
          throw new UnsupportedOperationException();
        }
      };

  private UploadGrants grants(UploadProfile.Builder profile) {
    return TestGrants.builder().tickets(tickets).profile(profile.build()).build();
  }

  @Test
  void aFormCarriesTheIdOfItsTicket() {
    UploadGrants grants =
        grants(any(GrantKind.POST_POLICY).completion(completion().moveTo(ACCEPTED)));

    PostPolicy form = (PostPolicy) grants.grant(request().build());

    String id = sealed.get(0).id();
    assertThat(form.fields()).containsEntry("x-amz-meta-upload-id", id);
    String policy =
        new String(Base64.getDecoder().decode(form.fields().get("policy")), StandardCharsets.UTF_8);
    assertThat(policy).contains("{\"x-amz-meta-upload-id\":\"" + id + "\"}");
  }

  @Test
  void whereTheObjectIsMovedStandsInTheTicketAlone() {
    UploadGrants grants =
        grants(any(GrantKind.POST_POLICY).completion(completion().moveTo(ACCEPTED)));

    UploadGrant grant =
        grants.grant(request().fileName("me.png").metadata("a", "b").tag("c", "d").build());

    Destination destination = Objects.requireNonNull(sealed.get(0).destination());
    assertThat(destination.key()).matches("accepted/[0-9a-f]{32}");
    assertThat(destination)
        .isEqualTo(
            new Destination(destination.key(), "me.png", Map.of("a", "b"), Map.of("c", "d")));
    assertThat(grant.key()).doesNotContain("accepted");
    assertThat(destination.toString()).doesNotContain(destination.key(), "me.png");
  }

  @Test
  void noTwoObjectsAreMovedToOneKey() {
    UploadGrants grants = grants(any().completion(completion().moveTo(ACCEPTED)));
    for (int i = 0; i < 1_000; i++) {
      grants.grant(request().build());
    }
    assertThat(sealed.stream().map(claims -> claims.destination()).distinct()).hasSize(1_000);
  }

  @Test
  void whatIsMovedMayBeReplacedWhereItWasUploaded() {
    UploadGrant form =
        grants(
                any(GrantKind.POST_POLICY)
                    .overwrite(Overwrite.NEVER)
                    .completion(completion().checkContent().moveTo(ACCEPTED)))
            .grant(request().build());

    assertThat(form.enforced())
        .containsEntry(UploadConstraint.NO_OVERWRITE, EnforcedBy.COMPLETION)
        .containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION);
    assertThat(
            grants(any().overwrite(Overwrite.ALLOWED).completion(completion().moveTo(ACCEPTED)))
                .grant(request().build())
                .enforced())
        .doesNotContainKey(UploadConstraint.NO_OVERWRITE);
  }

  /** Two files can have one MD5, which is what the store knows them by while one is moved. */
  @Test
  void theChecksumOfWhatIsMovedIsTheStoresToEnforce() {
    TargetFeatures without = new TargetFeatures(StoreFeature.FORM_CHECKSUMS);

    assertThatThrownBy(
            () ->
                without.grants(
                    any(GrantKind.POST_POLICY)
                        .requireChecksum(ChecksumAlgorithm.SHA256)
                        .completion(completion().moveTo(ACCEPTED))))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("demands checksum");
  }

  /** A target that lacks a feature. */
  private final class TargetFeatures {

    private final UploadTarget target;

    TargetFeatures(StoreFeature lacking) {
      target = UploadTarget.bucket("photos").region("eu-west-1").without(lacking).build();
    }

    UploadGrants grants(UploadProfile.Builder profile) {
      return TestGrants.builder().target(target).tickets(tickets).profile(profile.build()).build();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreFeature.class,
      names = {"CONDITIONAL_COMPLETES", "CONDITIONAL_COPIES"})
  void aStoreThatLetsTwoMoveToOneKeyIsRefused(StoreFeature lacking) {
    assertThatThrownBy(
            () ->
                new TargetFeatures(lacking)
                    .grants(any(GrantKind.POST_POLICY).completion(completion().moveTo(ACCEPTED))))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            fault -> assertThat(fault.setting()).isEqualTo("profiles.any.completion.move-to"))
        .hasMessageContaining("it has no " + lacking.id());
  }

  @Test
  void keysThatCanRepeatAreNoPlaceToMoveTo() {
    for (ObjectKeyPolicy keys :
        List.of(
            ObjectKeyPolicy.folder("accepted"),
            ObjectKeyPolicy.subjectFolder("accepted"),
            (request, now, random) -> "accepted/" + request.fileName())) {
      assertThatThrownBy(() -> completion().moveTo(keys))
          .isInstanceOfSatisfying(
              UploadConfigurationException.class,
              fault -> assertThat(fault.setting()).isEqualTo("completion.move-to"))
          .hasMessageContaining("use ObjectKeyPolicy.random or perSubject");
    }
  }

  static Stream<Arguments> prefixes() {
    return Stream.of(
        Arguments.of(
            ObjectKeyPolicy.random("photos"), ObjectKeyPolicy.subjectFolder("photos"), true),
        Arguments.of(
            ObjectKeyPolicy.perSubject("photos"), ObjectKeyPolicy.subjectFolder("photos"), true),
        Arguments.of(
            ObjectKeyPolicy.perSubject("photos/kept"), ObjectKeyPolicy.random("photos"), true),
        Arguments.of(ObjectKeyPolicy.random("photos"), ObjectKeyPolicy.random(""), true),
        Arguments.of(ObjectKeyPolicy.random(""), ObjectKeyPolicy.subjectFolder("photos"), true),
        Arguments.of(
            ObjectKeyPolicy.random("photos"), ObjectKeyPolicy.subjectFolder("photos2"), false),
        Arguments.of(
            ObjectKeyPolicy.perSubject("kept"), ObjectKeyPolicy.subjectFolder("photos"), false));
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void nobodyMayWriteWhereAcceptedObjectsLie(
      ObjectKeyPolicy moveTo, ObjectKeyPolicy granted, boolean meet) {
    UploadGrants.Builder grants =
        TestGrants.builder()
            .tickets(tickets)
            .profile(any().completion(completion().moveTo(moveTo)).build())
            .profile(
                UploadProfile.named("folder")
                    .kinds(GrantKind.POST_POLICY)
                    .scope(UploadScope.PREFIX)
                    .keys(granted)
                    .overwrite(Overwrite.ALLOWED)
                    .build());

    if (meet) {
      assertThatThrownBy(grants::build)
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("where grants of profile 'folder' can write");
    } else {
      assertThat(grants.build().profiles()).hasSize(2);
    }
  }
}
