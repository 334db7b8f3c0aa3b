package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a preset says reaches the target; that it's true is tested on the stores themselves. */
class StorePresetTests {

  private static final URI ENDPOINT = URI.create("https://store.example.com");

  private static UploadTarget.Builder target(StorePreset store) {
    return UploadTarget.bucket("photos").store(store).endpoint(ENDPOINT);
  }

  @ParameterizedTest
  @EnumSource
  void aTargetHasWhatItsStoreHas(StorePreset store) {
    UploadTarget target = target(store).region("eu-1").build();
    assertThat(StoreFeature.values())
        .filteredOn(target::supports)
        .containsExactlyInAnyOrderElementsOf(store.features());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDeclaredIsAddedAndTakenAway(StorePreset store) {
    for (StoreFeature feature : StoreFeature.values()) {
      assertThat(target(store).region("eu-1").with(feature).build().supports(feature)).isTrue();
      assertThat(target(store).region("eu-1").without(feature).build().supports(feature)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "AWS", mode = Mode.EXCLUDE)
  void anotherStoreThanAwsHasAnEndpoint(StorePreset store) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> UploadTarget.bucket("photos").region("eu-1").store(store).build())
        .withMessageContainingAll(store.id(), "give the store's endpoint");
  }

  @Test
  void awsBehindAnEndpointOfOnesOwnIsAws() {
    UploadTarget aws = TestGrants.target();
    UploadTarget proxied = target(StorePreset.AWS).region("eu-west-1").build();
    for (StoreFeature feature : StoreFeature.values()) {
      assertThat(proxied.supports(feature)).as(feature.id()).isEqualTo(aws.supports(feature));
    }
  }

  @Test
  void theRegionIsTheStoresUnlessOneIsGiven() {
    assertThat(target(StorePreset.GARAGE).build().region()).isEqualTo("garage");
    assertThat(target(StorePreset.CLOUDFLARE_R2).build().region()).isEqualTo("auto");
    assertThat(target(StorePreset.GARAGE).region("home").build().region()).isEqualTo("home");
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> target(StorePreset.MINIO).build())
        .withMessageContaining("no region");
  }

  @ParameterizedTest
  @EnumSource
  void takesASizeAndATypeByTheKindsThatHoldThem(StorePreset store) {
    UploadTarget target = target(store).region("eu-1").build();
    for (GrantKind kind : TestGrants.SIGNED_KINDS) {
      UploadProfile.Builder images = any(kind).contentTypes("image/*").maxSize(5 << 20);
      List<String> missing =
          (kind == GrantKind.PRESIGNED_PUT
                  ? Stream.of(StoreFeature.UNSIGNED_COPIES_REFUSED, StoreFeature.WHOLE_UPLOADS)
                  : Stream.of(StoreFeature.POST_POLICY))
              .filter(needed -> !target.supports(needed))
              .map(StoreFeature::id)
              .toList();
      if (missing.isEmpty()) {
        assertThatCode(() -> TestGrants.of(target, images)).doesNotThrowAnyException();
      } else {
        assertThatExceptionOfType(UploadConfigurationException.class)
            .isThrownBy(() -> TestGrants.of(target, images))
            .withMessageContainingAll(missing.toArray(String[]::new));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysHowItIsKnownAndGoesByTheNameThatConfigurationHas(StorePreset store) {
    assertThat(store.source())
        .matches(
            "tested with [0-9.-]+, 20\\d\\d-\\d\\d|read in its documentation, 20\\d\\d-\\d\\d");
    assertThat(store.id()).isEqualTo(store.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @Test
  void aStoreWithoutTagsCantBeGivenAny() {
    UploadTarget target =
        target(StorePreset.MINIO).region("eu-1").without(StoreFeature.TAGS).build();
    assertThat(target.supports(StoreFeature.UNSIGNED_TAGS_REFUSED)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aTargetStartedFromAnotherHasAllOfItAndNoMore(StorePreset store) {
    UploadTarget target =
        target(store)
            .region("eu-1")
            .publicEndpoint(URI.create("https://files.example.com"))
            .without(StoreFeature.UNSIGNED_COPIES_REFUSED)
            .build();
    assertThat(target.toBuilder().build()).usingRecursiveComparison().isEqualTo(target);
    assertThat(target.toBuilder().with(StoreFeature.SSE_KMS).build().features())
        .containsAll(target.features())
        .contains(StoreFeature.SSE_KMS);
    assertThat(target.toBuilder().without(StoreFeature.values()).build().features()).isEmpty();
    assertThat(target.toBuilder().store(StorePreset.GARAGE).build().features())
        .isEqualTo(StorePreset.GARAGE.features());
  }

  @Test
  void aTargetStartedFromAnotherMayHaveItsBucketInTheEndpointToo() {
    UploadTarget target =
        target(StorePreset.MINIO)
            .region("eu-1")
            .endpoint(URI.create("http://photos.example.com"))
            .allowBucketNameInEndpoint(true)
            .expectedBucketOwner("111122223333")
            .build();
    assertThat(target.toBuilder().build()).usingRecursiveComparison().isEqualTo(target);
  }
}
