package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTargetTests {

  private static UploadTarget.Builder photos() {
    return UploadTarget.bucket("photos").region("eu-west-1");
  }

  private static void assertFails(String setting, ThrowingCallable call, String... texts) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(call)
        .satisfies(
            failed -> {
              assertThat(failed.setting()).isEqualTo(setting);
              assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failed.getMessage()).contains(texts);
            });
  }

  private static void assertNoAddress(Supplier<UploadTarget> target, String... texts) {
    UploadTarget built = target.get();
    assertFails("bucket", () -> TestGrants.of(built, any()), texts);
  }

  @Nested
  class Bucket {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "ab",
          "Photos",
          "pho_tos",
          "-photos",
          "photos-",
          "a/b",
          "a b",
          "photos\n",
          "../x",
          "arn:",
          "arn:aws:s3",
          "arn:aws:ec2:eu-west-1:1:x",
          "arn:aws:s3:::photos?x",
          "phötos",
          "a?b",
          "a@b",
          "123456789-123456789-123456789-123456789-123456789-123456789-1234"
        })
    void aBadNameFails(String name) {
      assertFails("bucket", () -> UploadTarget.bucket(name), "give a bucket's name", "ARN");
    }

    @Test
    void aHostileNameIsShownWithoutControlCharactersAndShortened() {
      String hostile = "x\r\nSet-Cookie: a\u001b[31m" + "y".repeat(500);
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> UploadTarget.bucket(hostile))
          .satisfies(
              failed ->
                  assertThat(failed.getMessage())
                      .doesNotContain("\r", "\n", "\u001b")
                      .hasSizeLessThan(300));
    }

    @Test
    void multiRegionAccessPointsFailWhenProfilesAreBuilt() {
      assertNoAddress(
          () ->
              UploadTarget.bucket("arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap")
                  .region("eu-west-1")
                  .build(),
          "multi-region access points",
          "use a bucket");
    }

    @Test
    void directoryBucketsFailWhenProfilesAreBuilt() {
      assertNoAddress(
          () -> UploadTarget.bucket("photos--euw1-az1--x-s3").region("eu-west-1").build(),
          "directory buckets",
          "use a bucket");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "arn:aws:s3:eu-west-1:123456789012:accesspoint/mine",
          "mine-abcdef1234567890abcdef1234567890a-s3alias"
        })
    void accessPointsHaveNoForms(String accessPoint) {
      UploadTarget target = UploadTarget.bucket(accessPoint).region("eu-west-1").build();
      assertThat(target.supports(StoreFeature.POST_POLICY)).isFalse();
      assertFails(
          "profiles.any.kinds",
          () -> TestGrants.of(target, any(GrantKind.POST_POLICY)),
          "post-policy",
          "Remove post-policy");
    }
  }

  @Nested
  class Region {

    @Test
    void noRegionFails() {
      assertFails("region", () -> UploadTarget.bucket("photos").build(), "no region", "eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "eu west", "eu/west", "eu-west-1.evil.example", "x@y", "a\n"})
    void aBadRegionFails(String region) {
      assertFails(
          "region",
          () -> UploadTarget.bucket("photos").region(region).build(),
          "give the bucket's region");
    }
  }

  @Nested
  class Endpoints {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://user:s3cr3t@example.com",
          "https://example.com/?token=s3cr3t",
          "https://example.com#s3cr3t",
          "ftp://example.com/s3cr3t",
          "/s3cr3t",
          "mailto:s3cr3t"
        })
    void onesWithMoreThanAnAddressFailWithoutShowingIt(String endpoint) {
      URI uri = URI.create(endpoint);
      assertFails("endpoint", () -> photos().endpoint(uri), "give http or https");
      assertFails("public-endpoint", () -> photos().publicEndpoint(uri), "give http or https");
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> photos().endpoint(uri))
          .withMessageNotContaining("s3cr3t");
    }

    @Test
    void thePublicOneIsTheEndpointWhenNotSet() {
      URI endpoint = URI.create("http://127.0.0.1:9000");
      assertThat(photos().endpoint(endpoint).build().publicEndpoint()).isEqualTo(endpoint);
      assertThat(photos().build().publicEndpoint()).isNull();
    }
  }

  @Nested
  class Combinations {

    @Test
    void accelerationInPathStyleFails() {
      assertNoAddress(
          () -> photos().accelerate(true).pathStyle(true).build(), "Accelerate", "change");
    }

    @Test
    void accelerationOfADottedBucketFails() {
      assertNoAddress(
          () -> UploadTarget.bucket("a.b.c").region("eu-west-1").accelerate(true).build(),
          "change");
    }

    @Test
    void dualStackAtAnEndpointOfOnesOwnFails() {
      assertNoAddress(
          () -> photos().endpoint(URI.create("https://s3.example.com")).dualStack(true).build(),
          "change");
    }

    @Test
    void fipsWithAccelerationFails() {
      assertNoAddress(() -> photos().fips(true).accelerate(true).build(), "FIPS", "change");
    }
  }

  @Nested
  class ExpectedBucketOwner {

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２"})
    void whatIsNoAccountFails(String account) {
      assertFails(
          "expected-bucket-owner",
          () -> photos().expectedBucketOwner(account),
          "give its twelve digits");
    }
  }

  @Nested
  class CloudflareR2 {

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example/", "ABC", "a b", "x@y"})
    void whatIsNoAccountFails(String account) {
      assertFails(
          "endpoint", () -> UploadTarget.cloudflareR2(account, "photos"), "R2 overview page");
    }

    @Test
    void aProfileOfFormsFailsAndNamesTheKindAndTheRemedy() {
      UploadTarget target = UploadTarget.cloudflareR2("0123456789abcdef", "photos").build();
      assertFails(
          "profiles.any.kinds",
          () -> TestGrants.of(target, any(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY)),
          "post-policy",
          "Remove post-policy from the profile's kinds");
    }

    @ParameterizedTest
    @CsvSource({"TAGS", "ACLS", "SSE_S3", "SSE_KMS", "POST_POLICY", "EXPECTED_BUCKET_OWNER"})
    void lacks(StoreFeature feature) {
      assertThat(UploadTarget.cloudflareR2("0a", "photos").build().supports(feature)).isFalse();
    }
  }

  @Test
  void toStringNamesBucketAndRegion() {
    assertThat(photos().build())
        .hasToString("UploadTarget[bucket=photos, region=eu-west-1, endpoint=null]");
  }
}
