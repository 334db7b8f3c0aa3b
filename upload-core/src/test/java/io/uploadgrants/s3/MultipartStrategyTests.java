package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantListener;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.Wire;
import io.uploadgrants.Wire.Answer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class MultipartStrategyTests {

  private static final long MIB = 1L << 20;
  private static final EncryptedTickets TICKETS =
      EncryptedTickets.of(TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD"));

  private final Wire wire =
      new Wire()
          .answering(
              sent ->
                  sent.line().equals("POST uploads")
                      ? new Answer(
                          200,
                          "<InitiateMultipartUploadResult><UploadId>2~a/+=</UploadId></InitiateMultipartUploadResult>")
                      : new Answer(204, ""));

  private UploadGrants.Builder builder(UploadTarget target, UploadProfile.Builder profile) {
    return TestGrants.builder()
        .target(target)
        .tickets(TICKETS)
        .strategy(new MultipartStrategy(to -> wire.client()))
        .profile(profile.build());
  }

  private UploadGrants grants(UploadProfile.Builder profile) {
    return builder(TestGrants.target(), profile).build();
  }

  private static UploadProfile.Builder multipart() {
    return any(GrantKind.MULTIPART);
  }

  private MultipartUpload upload(UploadProfile.Builder profile, UploadRequest.Builder request) {
    return (MultipartUpload) grants(profile).grant(request.build());
  }

  private static TicketClaims claims(UploadGrant grant) {
    return TICKETS.open(Objects.requireNonNull(grant.ticket()).value());
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(UploadException.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Nested
  class Starting {

    @Test
    void saysWhatTheObjectIsToBe() {
      UploadTarget target =
          TestGrants.target().toBuilder().expectedBucketOwner("123456789012").build();
      UploadGrant grant =
          builder(
                  target,
                  multipart()
                      .metadata("owner", "Zoë")
                      .tag("kind", "a b")
                      .encryption(Encryption.sseKms("arn:aws:kms:eu-west-1:1:key/a"))
                      .storageClass("STANDARD_IA")
                      .cacheControl("no-store")
                      .contentDisposition(Disposition.ATTACHMENT))
              .build()
              .grant(request().metadata("a", "b").tag("c", "d").build());

      Wire.Sent create = wire.last();
      assertThat(wire.sent()).hasSize(1);
      assertThat(create.line()).isEqualTo("POST uploads");
      assertThat(create.request().encodedPath()).endsWith("/" + grant.key());
      assertThat(create.header("Content-Type")).isEqualTo("image/png");
      assertThat(create.header("x-amz-meta-owner")).isEqualTo("=?UTF-8?B?Wm/Dqw==?=");
      assertThat(create.header("x-amz-meta-a")).isEqualTo("b");
      assertThat(create.header("x-amz-meta-upload-id")).isEqualTo(claims(grant).id());
      assertThat(create.header("x-amz-tagging")).isEqualTo("c=d&kind=a%20b");
      assertThat(create.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
      assertThat(create.header("x-amz-server-side-encryption-aws-kms-key-id"))
          .isEqualTo("arn:aws:kms:eu-west-1:1:key/a");
      assertThat(create.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
      assertThat(create.header("Cache-Control")).isEqualTo("no-store");
      assertThat(create.header("Content-Disposition")).isEqualTo("attachment; filename=\"me.png\"");
      assertThat(create.header("x-amz-expected-bucket-owner")).isEqualTo("123456789012");
    }

    /** Not the client's own, which may do more. */
    @Test
    void isSignedByWhatSignsTheParts() {
      upload(multipart(), request());

      assertThat(wire.last().header("Authorization"))
          .contains("Credential=AKIDEXAMPLE/", "content-type", "x-amz-meta-upload-id")
          .doesNotContain("AKIDCLIENT");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
    void saysWhichChecksumTheWholeWillHave(ChecksumAlgorithm algorithm) {
      Checksum checksum =
          new Checksum(algorithm, Base64.getEncoder().encodeToString(new byte[algorithm.length()]));
      UploadGrant grant =
          upload(multipart().requireChecksum(algorithm), request().checksum(checksum));

      assertThat(wire.last().header("x-amz-checksum-algorithm")).isEqualTo(algorithm.name());
      assertThat(wire.last().header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
      assertThat(wire.last().has(algorithm.header())).as("it is told at the end").isFalse();
      assertThat(claims(grant).checksum()).isEqualTo(checksum);
    }

    /** Else the SDK's default one, whose parts nobody sends, keeps S3 from completing it. */
    @Test
    void saysNothingOfAChecksumThatNobodyDeclared() {
      upload(multipart(), request());

      assertThat(wire.last().request().headers().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("checksum"));
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDenied", "503, SlowDown", "0, ''", "404, NoSuchBucket"})
    void thatFailsIssuesNothingAndTellsNoSecret(int status, String code) {
      wire.answering(sent -> Answer.error(status, code));

      assertThatThrownBy(() -> upload(multipart(), request()))
          .isInstanceOf(IssuanceFailedException.class)
          .hasMessageContaining("couldn't be started in bucket 'photos'")
          .message()
          .doesNotContain("AKID", "wJalr", "Signature", "alice", "me.png");
      assertThat(wire.sent()).as("there is nothing to abort").hasSize(1);
    }

    @Test
    void withoutAnIdIsTheStoresFault() {
      wire.answering(sent -> new Answer(200, "<InitiateMultipartUploadResult/>"));

      assertThatThrownBy(() -> upload(multipart(), request()))
          .isInstanceOf(IssuanceFailedException.class)
          .hasMessageContaining("no id");
    }
  }

  @Nested
  class Withholding {

    private final IllegalStateException full = new IllegalStateException("full");

    private Throwable withheld() {
      return withheld(() -> {});
    }

    private Throwable withheld(Runnable before) {
      UploadGrants grants =
          builder(TestGrants.target(), multipart())
              .listener(
                  new GrantListener() {
                    @Override
                    public void granted(UploadRequest request, UploadGrant grant) {
                      before.run();
                      throw full;
                    }
                  })
              .build();
      return catchThrowable(() -> grants.grant(request().build()));
    }

    @Test
    void abortsWhatWasStartedThoughItsThreadIsInterrupted() {
      assertThat(withheld(() -> Thread.currentThread().interrupt())).isSameAs(full);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(wire.last().line()).isEqualTo("DELETE uploadId");
    }

    @Test
    void abortsWhatWasStarted() {
      assertThat(withheld()).isSameAs(full);

      Wire.Sent abort = wire.last();
      assertThat(wire.sent()).hasSize(2);
      assertThat(abort.line()).isEqualTo("DELETE uploadId");
      assertThat(abort.request().firstMatchingRawQueryParameter("uploadId")).contains("2~a/+=");
      assertThat(abort.request().encodedPath())
          .isEqualTo(wire.sent().get(0).request().encodedPath());
      assertThat(abort.header("Authorization")).contains("Credential=AKIDEXAMPLE/");
    }

    /** Keys that fail as soon as the upload was started. */
    private final class FailingKeys implements AwsCredentials {

      private final int failures;
      private int failed;

      FailingKeys(int failures) {
        this.failures = failures;
      }

      @Override
      public String accessKeyId() {
        return "AKIDEXAMPLE";
      }

      @Override
      public String secretAccessKey() {
        if (!wire.sent().isEmpty() && failed++ < failures) {
          throw new IllegalStateException("no keys");
        }
        return "secret";
      }
    }

    private Throwable unsigned(FailingKeys keys) {
      UploadGrants grants =
          builder(TestGrants.target(), multipart()).credentials(() -> keys).build();
      return catchThrowable(() -> grants.grant(request().build()));
    }

    @Test
    void abortsWhatCouldNotBeSigned() {
      assertThat(unsigned(new FailingKeys(1))).hasMessage("no keys").hasNoSuppressedExceptions();

      assertThat(wire.last().line()).isEqualTo("DELETE uploadId");
    }

    @Test
    void abortsWhatAnErrorKeptFromBeingSigned() {
      AtomicBoolean failed = new AtomicBoolean();
      AwsCredentials keys =
          new AwsCredentials() {
            @Override
            public String accessKeyId() {
              return "AKIDEXAMPLE";
            }

            @Override
            public String secretAccessKey() {
              if (!wire.sent().isEmpty() && !failed.getAndSet(true)) {
                throw new StackOverflowError();
              }
              return "secret";
            }
          };
      UploadGrants grants =
          builder(TestGrants.target(), multipart()).credentials(() -> keys).build();

      assertThatThrownBy(() -> grants.grant(request().build()))
          .isInstanceOf(StackOverflowError.class);
      assertThat(wire.last().line()).isEqualTo("DELETE uploadId");
    }

    @Test
    void hidesNoReasonWhenWhatCouldNotBeSignedIsLeft() {
      Throwable reason = unsigned(new FailingKeys(Integer.MAX_VALUE));

      assertThat(reason).hasMessage("no keys");
      assertThat(reason.getSuppressed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 403, 404, 500})
    void hidesNoReasonWhenAbortingFails(int status) {
      Wire usual = wire;
      usual.answering(
          sent ->
              sent.line().equals("POST uploads")
                  ? new Answer(
                      200,
                      "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")
                  : Answer.error(status, "AccessDenied"));

      assertThat(withheld()).isSameAs(full);
    }
  }

  @Nested
  class Parts {

    private static long presignedAt(SignedPart part) {
      return Long.parseLong(part.url().replaceAll(".*X-Amz-Expires=(\\d+).*", "$1"));
    }

    /** The AWS SDK's own presigner is the judge: same second, same signature. */
    @Test
    void areSignedAsTheAwsSdkSignsThem() {
      try (S3Presigner presigner =
          S3Presigner.builder()
              .region(Region.EU_WEST_1)
              .credentialsProvider(StaticCredentialsProvider.create(TestGrants.CREDENTIALS))
              .build()) {
        for (int number : new int[] {1, 2}) {
          long size = number == 1 ? 8 * MIB : 5;
          var theirs =
              presigner.presignUploadPart(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(7))
                          .uploadPartRequest(
                              part ->
                                  part.bucket("photos")
                                      .key("a b/ü+$.png")
                                      .uploadId("2~a/+=")
                                      .partNumber(number)
                                      .contentLength(size)));
          String date = theirs.url().toString().replaceAll(".*X-Amz-Date=([0-9TZ]+).*", "$1");
          Instant second =
              Instant.parse(date.replaceAll("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z"));
          MultipartUpload ours =
              (MultipartUpload)
                  builder(
                          TestGrants.target(),
                          multipart()
                              .keys((request, now, random) -> "a b/ü+$.png")
                              .validFor(Duration.ofMinutes(7)))
                      .clock(() -> second.plusNanos(999_999_999))
                      .build()
                      .grant(request().size(8 * MIB + 5).build());

          SignedPart part = ours.parts().get(number - 1);
          assertThat(parameters(part.url())).isEqualTo(parameters(theirs.url().toString()));
          assertThat(part.size()).isEqualTo(size);
          assertThat(part.url()).contains("X-Amz-SignedHeaders=content-length%3Bhost");
          assertThat(part.headers()).isEmpty();
        }
      }
    }

    private static Set<String> parameters(String url) {
      Set<String> all = new TreeSet<>(List.of(url.substring(url.indexOf('?') + 1).split("&", -1)));
      all.add(url.substring(0, url.indexOf('?')));
      return all;
    }

    @Test
    void theFirstHundredComeWithTheGrantAndTheRestOnDemand() {
      UploadGrants grants = grants(multipart());
      MultipartUpload upload = (MultipartUpload) grants.grant(request().size(80_000 * MIB).build());

      assertThat(upload.plan().count()).isEqualTo(10_000);
      assertThat(upload.parts())
          .extracting(SignedPart::partNumber)
          .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
      List<Integer> numbers = List.of(10_000, 101, 5);
      assertThat(grants.parts(claims(upload), numbers).parts())
          .extracting(SignedPart::partNumber)
          .isEqualTo(numbers);
      assertThat(grants.parts(claims(upload), List.of(1)).parts())
          .isEqualTo(upload.parts().subList(0, 1));
      assertRefused(ErrorCode.INVALID_REQUEST, () -> grants.parts(claims(upload), List.of(10_001)));
      assertThat(presignedAt(upload.parts().get(0)))
          .isEqualTo(upload.expiresAt().getEpochSecond() - TestGrants.NOW.getEpochSecond());
    }

    @Test
    void areNotSignedWhereTheProfileHasThemNoMore() {
      TicketClaims claims = claims(upload(multipart(), request()));

      assertRefused(
          ErrorCode.KIND_NOT_ALLOWED,
          () -> grants(any(GrantKind.PRESIGNED_PUT)).parts(claims, List.of(1)));
    }

    @ParameterizedTest
    @CsvSource({
      // size, part size of the profile, part size, count
      "0, 5242880, 5242880, 1",
      "1, 5242880, 5242880, 1",
      "5242880, 5242880, 5242880, 1",
      "5242881, 5242880, 5242880, 2",
      "52428800000, 5242880, 5242880, 10000",
      "52428800001, 5242880, 6291456, 8334",
      "53687091200000, 5242880, 5368709120, 10000",
      "53687091199999, 5242880, 5368709120, 10000",
      "5368709121, 5368709120, 5368709120, 2"
    })
    void areAsManyAsTheFileTakes(long size, long wanted, long each, int count) {
      PartPlan plan =
          upload(
                  any().kinds(GrantSettings.multipart().partSize(wanted)).minSize(0),
                  request().size(size))
              .plan();

      assertThat(plan.partSize()).isEqualTo(each);
      assertThat(plan.count()).isEqualTo(count);
      assertThat(IntStream.rangeClosed(1, count).mapToLong(plan::sizeOf).sum()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
      // size, part size of the client, count
      "52428800001, 5242881, 10000",
      "5242881, 5242880, 2",
      "40, 5368709120, 1"
    })
    void areCutAsAClientCutsThemThatCannotBeToldAnotherSize(long size, long each, int count) {
      PartPlan plan = upload(multipart(), request().size(size).partSize(each)).plan();

      assertThat(plan.partSize()).isEqualTo(each);
      assertThat(plan.count()).isEqualTo(count);
    }

    @Test
    void ofAClientsOwnSizeAreOnlyThoseThatS3Takes() {
      for (long each : new long[] {0, -1, 5_242_879, 5_368_709_121L}) {
        assertRefused(
            ErrorCode.INVALID_REQUEST,
            () -> upload(multipart(), request().size(40L).partSize(each)));
      }
      assertRefused(
          ErrorCode.INVALID_REQUEST,
          () -> upload(multipart(), request().size(52_428_800_001L).partSize(5_242_880L)));
      assertThat(wire.sent()).isEmpty();
    }
  }

  @Nested
  class Refusing {

    @Test
    void withoutASizeOrBeyondALimitNothingIsStarted() {
      assertRefused(ErrorCode.SIZE_REQUIRED, () -> upload(multipart(), request().size(null)));
      assertRefused(
          ErrorCode.SIZE_REQUIRED, () -> upload(multipart().minSize(0), request().size(null)));
      assertRefused(ErrorCode.TOO_LARGE, () -> upload(multipart().maxSize(9), request().size(10L)));
      for (long size : new long[] {PartPlan.MAX_SIZE + 1, Long.MAX_VALUE}) {
        assertRefused(ErrorCode.TOO_LARGE, () -> upload(multipart(), request().size(size)));
      }
      assertThat(wire.sent()).isEmpty();
    }

    /** The one rule: who says that it bounds a size has to know it. */
    @Test
    void promisesNoSizeWhereNoneIsDeclared() {
      UploadProfile profile = multipart().maxSize(9).build();
      GrantIssuer issuer =
          new MultipartStrategy(to -> wire.client())
              .prepare(
                  profile,
                  TestGrants.target(),
                  SigningCredentials.of(StaticCredentialsProvider.create(TestGrants.CREDENTIALS)));

      assertThat(issuer.enforces(request().size(null).build()))
          .doesNotContainKey(UploadConstraint.SIZE);
      assertThat(issuer.enforces(request().build()))
          .containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA1", "SHA256"})
    void ofAChecksumThatS3HasOnlyOfParts(ChecksumAlgorithm algorithm) {
      assertThatThrownBy(() -> grants(multipart().requireChecksum(algorithm)))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("demands checksum, which multipart can't enforce");

      Checksum checksum = Checksum.of(algorithm, new byte[5]);
      for (@Nullable GrantKind kind : new GrantKind[] {null, GrantKind.MULTIPART}) {
        assertThatThrownBy(() -> upload(multipart(), request().checksum(checksum).kind(kind)))
            .isInstanceOf(UploadRefusedException.class)
            .hasMessageContaining("that multipart can't enforce");
      }
      assertThat(wire.sent()).isEmpty();
    }

    @Test
    void whereAPartCouldBeAnotherObjectsCopy() {
      UploadTarget copying =
          TestGrants.target().toBuilder()
              .without(StoreFeature.UNSIGNED_COPIES_REFUSED, StoreFeature.UNSIGNED_HEADERS_REFUSED)
              .build();

      assertThatThrownBy(() -> builder(copying, multipart()).build())
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("it has no unsigned-copies-refused");
    }

    @Test
    void whereAPartThatBreaksOffIsTakenForAWholeOne() {
      UploadTarget keeping =
          TestGrants.target().toBuilder().without(StoreFeature.WHOLE_UPLOADS).build();

      assertThatThrownBy(() -> builder(keeping, multipart()).build())
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("it has no whole-uploads");
    }

    @Test
    void whereThereIsNothingToCompleteItBy() {
      assertThatThrownBy(() -> TestGrants.of(multipart()))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("kind multipart");
    }
  }

  @Nested
  class BesidePuts {

    private final UploadProfile.Builder both =
        any(GrantKind.PRESIGNED_PUT, GrantKind.MULTIPART).maxSize(PartPlan.MAX_SIZE);

    private GrantKind chosen(UploadProfile.Builder profile, @Nullable Long size) {
      return grants(profile).grant(request().size(size).build()).kind();
    }

    @Test
    void takesWhatIsTooLargeForOneRequest() {
      assertThat(chosen(both, 5L)).isEqualTo(GrantKind.PRESIGNED_PUT);
      assertThat(chosen(both, 5L << 30)).isEqualTo(GrantKind.PRESIGNED_PUT);
      assertThat(chosen(both, (5L << 30) + 1)).isEqualTo(GrantKind.MULTIPART);
      assertThat(chosen(both, PartPlan.MAX_SIZE)).isEqualTo(GrantKind.MULTIPART);
    }

    @Test
    void leavesWhatHasNoSizeToThem() {
      UploadProfile.Builder preferred =
          any(GrantKind.MULTIPART, GrantKind.PRESIGNED_PUT).minSize(0);

      assertThat(chosen(preferred, null)).isEqualTo(GrantKind.PRESIGNED_PUT);
      assertThat(chosen(preferred, 5L)).isEqualTo(GrantKind.MULTIPART);
    }

    @Test
    void leavesAChecksumThatItCantCheckToThem() {
      UploadGrants grants = grants(any(GrantKind.MULTIPART, GrantKind.PRESIGNED_PUT));
      Checksum checksum = Checksum.of(ChecksumAlgorithm.SHA256, new byte[5]);

      assertThat(grants.grant(request().checksum(checksum).build()).kind())
          .isEqualTo(GrantKind.PRESIGNED_PUT);
      assertRefused(
          ErrorCode.TOO_LARGE,
          () -> grants.grant(request().size((5L << 30) + 1).checksum(checksum).build()));
    }
  }
}
