package io.uploadgrants.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EncodedWords;
import io.uploadgrants.Encryption;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** The AWS SDK's own presigner is the judge: same inputs, same second, same signature. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class S3PresignerAgreementTests {

  private static final int REQUESTS = 2_000;
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
  private static final List<String> REGIONS =
      List.of(
          "us-east-1",
          "eu-west-1",
          "eu-central-2",
          "ap-southeast-2",
          "cn-north-1",
          "us-gov-west-1",
          "me-south-1",
          "sa-east-1");
  private static final List<String> BUCKETS = List.of("photos", "my.dotted.bucket", "a-b-c");
  private static final String[] KEY_PARTS = {
    "a", "Z9", " ", "+", "%", "%2F", "~", "/x", "&", "=", "'", "\"", "$", "${x}", "\\", ";", ":",
    ",", "@", "!", "*", "(", ")", "[", "]", "{", "}", "<", ">", "#", "?", "|", "^", "`", "ığüşöçİ",
    "مرحبا", "日本", "😀", "é", "\u202e"
  };

  /** For us-east-1 the SDK still prefers the old global endpoint unless told; grants don't. */
  private static final String REGIONAL = "aws.s3UseUsEast1RegionalEndpoint";

  private final Random random = new Random(20261124);

  @BeforeAll
  static void useRegionalEndpoints() {
    System.setProperty(REGIONAL, "regional");
  }

  @AfterAll
  static void useDefaultEndpoints() {
    System.clearProperty(REGIONAL);
  }

  @Test
  void twoThousandRandomRequestsHaveTheSignatureOfTheAwsSdk() {
    for (int i = 0; i < REQUESTS; i++) {
      Sample sample = sample();
      PresignedPutObjectRequest theirs = presignWithSdk(sample);
      Map<String, String> expected = query(theirs.url().toString());
      Instant second = AMZ_DATE.parse(expected.getOrDefault("X-Amz-Date", ""), Instant::from);
      PresignedPut ours = grant(sample, second);

      assertThat(query(ours.url())).as("query of %s", sample).isEqualTo(expected);
      assertThat(ours.url().substring(0, ours.url().indexOf('?')))
          .as("address of %s", sample)
          .isEqualTo(theirs.url().toString().substring(0, theirs.url().toString().indexOf('?')));
      assertThat(allHeaders(ours))
          .as("signed headers of %s", sample)
          .isEqualTo(headers(theirs.signedHeaders()));
      assertThat(ours.expiresAt()).isEqualTo(theirs.expiration().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** One set of inputs for both. */
  private record Sample(
      String region,
      String bucket,
      boolean pathStyle,
      @Nullable URI endpoint,
      String key,
      long size,
      String type,
      boolean overwrite,
      @Nullable Checksum checksum,
      Map<String, String> metadata,
      Map<String, String> tags,
      @Nullable String storageClass,
      @Nullable String cacheControl,
      @Nullable Disposition disposition,
      @Nullable String fileName,
      @Nullable Encryption encryption,
      @Nullable String acl,
      @Nullable String owner,
      Duration validity,
      AwsCredentials credentials) {}

  private Sample sample() {
    boolean custom = random.nextInt(4) == 0;
    return new Sample(
        pick(REGIONS),
        pick(BUCKETS),
        custom || random.nextBoolean(),
        custom
            ? URI.create(pick(List.of("http://127.0.0.1:9000", "https://s3.example.com")))
            : null,
        key(),
        random.nextInt(1 << 28),
        pick(List.of("image/png", "text/plain; charset=utf-8", "application/vnd.a+json")),
        random.nextBoolean(),
        random.nextBoolean() ? checksum() : null,
        random.nextBoolean() ? Map.of("owner", "Zoë  x", "plain", "a b", "empty", "") : Map.of(),
        random.nextBoolean() ? Map.of("kind", "a b", "größe", "1+1=2") : Map.of(),
        maybe("STANDARD_IA"),
        maybe("max-age=60, private"),
        random.nextBoolean() ? Disposition.ATTACHMENT : null,
        maybe("a \"b\" ığ.png"),
        random.nextBoolean() ? encryption() : null,
        maybe("public-read"),
        maybe("123456789012"),
        Duration.ofSeconds(1 + random.nextInt(604_800)),
        credentials());
  }

  private String key() {
    StringBuilder key = new StringBuilder("k");
    for (int n = random.nextInt(12); n > 0; n--) {
      key.append(KEY_PARTS[random.nextInt(KEY_PARTS.length)]);
    }
    return key.toString();
  }

  private Checksum checksum() {
    ChecksumAlgorithm algorithm = pick(List.of(ChecksumAlgorithm.values()));
    byte[] bytes = new byte[algorithm.length()];
    random.nextBytes(bytes);
    return new Checksum(algorithm, Base64.getEncoder().encodeToString(bytes));
  }

  private Encryption encryption() {
    return random.nextBoolean()
        ? Encryption.sseS3()
        : new Encryption.SseKms("arn:aws:kms:eu-west-1:1:key/a", Map.of("a", "b\"ü"), true);
  }

  private AwsCredentials credentials() {
    String id = "AKID" + random.nextInt(5);
    String secret = "wJalrXUtnFEMI/K7MDENG+" + random.nextInt(5);
    return random.nextBoolean()
        ? AwsBasicCredentials.create(id, secret)
        : AwsSessionCredentials.create(id, secret, "to/ken+=" + random.nextInt(5));
  }

  private @Nullable String maybe(String value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static PresignedPut grant(Sample sample, Instant second) {
    UploadTarget.Builder target =
        UploadTarget.bucket(sample.bucket())
            .region(sample.region())
            .endpoint(sample.endpoint())
            .pathStyle(sample.pathStyle())
            .with(StoreFeature.values())
            .without(StoreFeature.EMPTY_HEADERS);
    if (sample.owner() != null) {
      target.expectedBucketOwner(sample.owner());
    }
    UploadProfile.Builder profile =
        UploadProfile.named("any")
            .openToGuests()
            .keys((request, now, source) -> sample.key())
            .overwrite(sample.overwrite() ? Overwrite.ALLOWED : Overwrite.NEVER)
            .validFor(sample.validity());
    sample.metadata().forEach(profile::metadata);
    sample.tags().forEach(profile::tag);
    if (sample.storageClass() != null) {
      profile.storageClass(sample.storageClass());
    }
    if (sample.cacheControl() != null) {
      profile.cacheControl(sample.cacheControl());
    }
    if (sample.disposition() != null) {
      profile.contentDisposition(sample.disposition());
    }
    if (sample.encryption() != null) {
      profile.encryption(sample.encryption());
    }
    if (sample.acl() != null) {
      profile.acl(sample.acl());
    }
    UploadGrants grants =
        UploadGrants.builder()
            .target(target.build())
            .credentials(StaticCredentialsProvider.create(sample.credentials()))
            .profile(profile.build())
            .clock(() -> second.plusNanos(999_999_999))
            .build();
    return (PresignedPut)
        grants.grant(
            UploadRequest.of("any")
                .file(sample.fileName(), sample.size(), sample.type())
                .checksum(sample.checksum())
                .build());
  }

  private static PresignedPutObjectRequest presignWithSdk(Sample sample) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(sample.bucket())
            .key(sample.key())
            .contentLength(sample.size())
            .contentType(sample.type())
            .storageClass(sample.storageClass())
            .cacheControl(sample.cacheControl())
            .acl(sample.acl())
            .expectedBucketOwner(sample.owner());
    Map<String, String> metadata = new LinkedHashMap<>();
    sample.metadata().forEach((name, value) -> metadata.put(name, EncodedWords.encode(value)));
    put.metadata(metadata);
    if (!sample.overwrite()) {
      put.ifNoneMatch("*");
    }
    if (!sample.tags().isEmpty()) {
      put.tagging(sdkTagging(sample.tags()));
    }
    if (sample.disposition() != null) {
      put.contentDisposition(
          ContentDispositions.of(sample.disposition(), sample.fileName(), 2_048));
    }
    if (sample.encryption() instanceof Encryption.SseKms kms) {
      put.serverSideEncryption(ServerSideEncryption.AWS_KMS)
          .ssekmsKeyId(kms.keyId())
          .bucketKeyEnabled(kms.bucketKey())
          .ssekmsEncryptionContext(
              Base64.getEncoder()
                  .encodeToString("{\"a\":\"b\\\"ü\"}".getBytes(StandardCharsets.UTF_8)));
    } else if (sample.encryption() != null) {
      put.serverSideEncryption(ServerSideEncryption.AES256);
    }
    Checksum checksum = sample.checksum();
    if (checksum != null) {
      switch (checksum.algorithm()) {
        case CRC32 -> put.checksumCRC32(checksum.value());
        case CRC32C -> put.checksumCRC32C(checksum.value());
        case CRC64NVME -> put.checksumCRC64NVME(checksum.value());
        case SHA1 -> put.checksumSHA1(checksum.value());
        case SHA256 -> put.checksumSHA256(checksum.value());
      }
    }
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.of(sample.region()))
            .endpointOverride(sample.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(sample.credentials()))
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(sample.pathStyle()).build())
            .build()) {
      return presigner.presignPutObject(
          presign -> presign.signatureDuration(sample.validity()).putObjectRequest(put.build()));
    }
  }

  private static Tagging sdkTagging(Map<String, String> tags) {
    return Tagging.builder()
        .tagSet(
            new TreeMap<>(tags)
                .entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList())
        .build();
  }

  private static Map<String, String> allHeaders(PresignedPut grant) {
    Map<String, String> all = new TreeMap<>(grant.headers());
    all.putAll(grant.implicitHeaders());
    return all;
  }

  private static Map<String, String> headers(Map<String, List<String>> signed) {
    Map<String, String> all = new TreeMap<>();
    signed.forEach(
        (name, values) -> all.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return all;
  }

  private static Map<String, String> query(String url) {
    Map<String, String> query = new TreeMap<>();
    for (String parameter : url.substring(url.indexOf('?') + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      query.put(
          URLDecoder.decode(parameter.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }
}
