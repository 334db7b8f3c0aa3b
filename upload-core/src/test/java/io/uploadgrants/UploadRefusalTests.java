package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that break a rule, and how they are refused. */
class UploadRefusalTests {

  private static final Checksum CRC = new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==");

  private record Refusal(
      ErrorCode code,
      @Nullable Object limit,
      @Nullable Object given,
      UploadProfile.Builder profile,
      UploadRequest.Builder request) {}

  static List<Refusal> refusals() {
    return List.of(
        new Refusal(ErrorCode.TOO_LARGE, 10L, 11L, any().maxSize(10), request().size(11L)),
        new Refusal(
            ErrorCode.TOO_LARGE,
            10L,
            Long.MAX_VALUE,
            any().maxSize(10),
            request().size(Long.MAX_VALUE)),
        new Refusal(
            ErrorCode.TOO_LARGE, 5L << 30, (5L << 30) + 1, any(), request().size((5L << 30) + 1)),
        new Refusal(
            ErrorCode.TOO_LARGE,
            5L << 30,
            (5L << 30) + 1,
            any(GrantKind.POST_POLICY),
            request().size((5L << 30) + 1)),
        new Refusal(ErrorCode.TOO_SMALL, 5L, 4L, any().minSize(5), request().size(4L)),
        new Refusal(ErrorCode.TOO_SMALL, 1L, 0L, any().maxSize(5), request().size(0L)),
        new Refusal(
            ErrorCode.TYPE_NOT_ALLOWED,
            List.of("image/*", "text/plain"),
            "text/html",
            any().contentTypes("image/*", "Text/Plain"),
            request().contentType("text/html")),
        new Refusal(
            ErrorCode.TYPE_NOT_ALLOWED,
            List.of("image/*"),
            null,
            any().contentTypes("image/*"),
            request().fileName(null).contentType(null)),
        new Refusal(ErrorCode.SIZE_REQUIRED, null, null, any().maxSize(10), request().size(null)),
        new Refusal(
            ErrorCode.SIZE_REQUIRED,
            null,
            null,
            any(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY).maxSize(10),
            request().size(null).kind(GrantKind.PRESIGNED_PUT)),
        new Refusal(
            ErrorCode.CHECKSUM_REQUIRED,
            "SHA256",
            null,
            any().requireChecksum(ChecksumAlgorithm.SHA256),
            request()),
        new Refusal(
            ErrorCode.CHECKSUM_REQUIRED,
            "SHA256",
            "CRC32",
            any().requireChecksum(ChecksumAlgorithm.SHA256),
            request().checksum(CRC)),
        new Refusal(
            ErrorCode.KIND_NOT_ALLOWED,
            List.of("presigned-put"),
            "post-policy",
            any(),
            request().kind(GrantKind.POST_POLICY)),
        new Refusal(
            ErrorCode.UNKNOWN_PROFILE, null, "nope", any(), UploadRequest.of("nope").by("alice")),
        new Refusal(
            ErrorCode.AUTHENTICATION_REQUIRED,
            null,
            null,
            UploadProfile.named("any"),
            request().by(null)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalHasItsCodeTheLimitAndWhatWasGiven(Refusal refusal) {
    UploadGrants grants = TestGrants.of(refusal.profile());
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> grants.grant(refusal.request().build()))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(refusal.code());
              assertThat(refused.limit()).isEqualTo(refusal.limit());
              assertThat(refused.given()).isEqualTo(refusal.given());
              assertThat(refused.getMessage()).endsWith(".").hasSizeGreaterThan(20);
            });
  }

  @Test
  void valuesAtTheirLimitAreGranted() {
    UploadGrants grants =
        TestGrants.of(
            any()
                .minSize(5)
                .maxSize(10)
                .contentTypes("image/*")
                .requireChecksum(ChecksumAlgorithm.CRC32));
    for (long size : new long[] {5, 10}) {
      assertThatCode(() -> grants.grant(request().size(size).checksum(CRC).build()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void guestsMayUseAProfileThatIsOpenToThem() {
    assertThatCode(() -> TestGrants.of(any()).grant(request().by(null).build()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, true",
    "IMAGE/PNG, true",
    "image/png; q=1, true",
    "image/svg+xml, true",
    "imagex/png, false",
    "text/image/png, false",
    "text/html; a=image/png, false"
  })
  void aTypeIsComparedWithoutCaseAndParameters(String type, boolean allowed) {
    UploadGrants grants = TestGrants.of(any().contentTypes("image/*"));
    if (allowed) {
      assertThatCode(() -> grants.grant(request().contentType(type).build()))
          .doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(request().contentType(type).build()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\u3000", "a\nb", "a\u0000", "a\u007f", "a\u0085", "\ud800", "=?UTF-8?Q?a?="})
  void aBadFileNameIsInvalid(String name) {
    assertInvalid(() -> request().fileName(name).build(), "ame ");
  }

  @Test
  void textsOf10000CharactersAreInvalid() {
    String text = "x".repeat(10_000);
    assertInvalid(() -> request().by(text).build(), "1 to 1024");
    assertInvalid(() -> request().fileName(text).build(), "1 to 1024");
    assertInvalid(() -> UploadRequest.of(text).build(), "1 to 1024");
    assertInvalid(() -> request().metadata("a", text).build(), "at most 2048");
    assertInvalid(() -> request().tag("a", text).build(), "up to 256");
  }

  @Test
  void otherValuesOutsideOfTheirBoundsAreInvalid() {
    assertInvalid(() -> request().size(-1L).build(), "negative");
    assertInvalid(() -> request().by("").build(), "1 to 1024");
    assertInvalid(() -> request().by("\udc00").build(), "surrogate");
    assertInvalid(() -> request().metadata("a", "b\r\nc").build(), "control");
    assertInvalid(() -> request().metadata("a\r\n", "b").build(), "letters");
    assertInvalid(() -> request().tag("aws:a", "b").build(), "aws:");
    assertInvalid(() -> GrantKind.ofId("nope\u0000"), "presigned-put, post-policy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "AAAAAA=",
        "AAAAAAA=",
        "AAAAAB==",
        "AAAAA===",
        "!!!!!!==",
        "AAAAAA==\n"
      })
  void aChecksumThatIsNoneIsInvalid(String value) {
    assertInvalid(() -> new Checksum(ChecksumAlgorithm.CRC32, value), "4 bytes in Base64");
  }

  @Test
  void metadataAndTagsOfTheProfileCantBeReplaced() {
    UploadGrants grants =
        TestGrants.of(any().metadata("Owner", "app").fileNameAsMetadata("name").tag("t", "app"));
    for (UploadRequest.Builder each :
        List.of(
            request().metadata("owner", "me"),
            request().metadata("OWNER", "me"),
            request().metadata("Name", "me"),
            request().tag("t", "me"))) {
      assertInvalid(() -> grants.grant(each.build()), "leave it out");
    }
  }

  @Test
  void s3sLimitsHoldForProfileAndRequestTogether() {
    UploadProfile.Builder profile = any().metadata("a", "x".repeat(1_500));
    for (int i = 0; i < 6; i++) {
      profile.tag("p" + i, "x");
    }
    UploadRequest.Builder tagged = request();
    for (int i = 0; i < 5; i++) {
      tagged.tag("r" + i, "x");
    }
    UploadGrants grants = TestGrants.of(profile);
    assertInvalid(() -> grants.grant(tagged.build()), "at most 10");
    assertInvalid(
        () -> grants.grant(request().metadata("b", "x".repeat(600)).build()), "at most 2048");
  }

  @Test
  void aPrefixTakesNothingOfOneFile() {
    UploadGrants grants = TestGrants.of(any(GrantKind.POST_POLICY).scope(UploadScope.PREFIX));
    for (UploadRequest.Builder each :
        List.of(
            UploadRequest.of("any").size(5L),
            UploadRequest.of("any").fileName("a"),
            UploadRequest.of("any").contentType("a/b"),
            UploadRequest.of("any").checksum(CRC))) {
      assertInvalid(() -> grants.grant(each.build()), "leave them out");
    }
  }

  private static void assertInvalid(Supplier<?> call, String text) {
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(call::get)
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(refused.getMessage())
                  .contains(text)
                  .doesNotContain("\r", "\n", "\u0000")
                  .hasSizeLessThan(400);
            });
  }
}
