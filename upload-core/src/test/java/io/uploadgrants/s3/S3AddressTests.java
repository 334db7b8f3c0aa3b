package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.parameter;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Where grants send clients; the AWS SDK's presigner is the judge. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class S3AddressTests {

  private static final String REGIONAL = "aws.s3UseUsEast1RegionalEndpoint";
  private static final String POINT = "arn:aws:s3:us-west-2:123456789012:accesspoint/mine";

  @BeforeAll
  static void useRegionalEndpoints() {
    System.setProperty(REGIONAL, "regional");
  }

  @AfterAll
  static void useDefaultEndpoints() {
    System.clearProperty(REGIONAL);
  }

  /**
   * One target and its address.
   *
   * @param url what a grant's URL starts with, without the {@code /} before the key
   */
  private record Row(UploadTarget.Builder target, String url, String signedRegion) {
    @Override
    public String toString() {
      return url;
    }
  }

  private static Row row(String bucket, String region, String url) {
    return new Row(UploadTarget.bucket(bucket).region(region), url, region);
  }

  private static UploadTarget.Builder photos() {
    return UploadTarget.bucket("photos").region("eu-west-1");
  }

  private static Row row(UploadTarget.Builder target, String url) {
    return new Row(target, url, "eu-west-1");
  }

  static List<Row> buckets() {
    return List.of(
        row("photos", "eu-west-1", "https://photos.s3.eu-west-1.amazonaws.com"),
        row("photos", "us-east-1", "https://photos.s3.us-east-1.amazonaws.com"),
        row("photos", "cn-north-1", "https://photos.s3.cn-north-1.amazonaws.com.cn"),
        row("photos", "us-gov-west-1", "https://photos.s3.us-gov-west-1.amazonaws.com"),
        row("photos", "me-south-1", "https://photos.s3.me-south-1.amazonaws.com"),
        row("photos", "eusc-de-east-1", "https://photos.s3.eusc-de-east-1.amazonaws.eu"),
        row("photos", "us-iso-east-1", "https://photos.s3.us-iso-east-1.c2s.ic.gov"),
        row("a.dotted.bucket", "eu-west-1", "https://s3.eu-west-1.amazonaws.com/a.dotted.bucket"),
        row(
            "mine-abcdef1234567890abcdef1234567890a-s3alias",
            "eu-west-1",
            "https://mine-abcdef1234567890abcdef1234567890a-s3alias.s3.eu-west-1.amazonaws.com"),
        row(photos().pathStyle(true), "https://s3.eu-west-1.amazonaws.com/photos"),
        row(photos().dualStack(true), "https://photos.s3.dualstack.eu-west-1.amazonaws.com"),
        row(
            photos().dualStack(true).pathStyle(true),
            "https://s3.dualstack.eu-west-1.amazonaws.com/photos"),
        row(photos().accelerate(true), "https://photos.s3-accelerate.amazonaws.com"),
        row(
            photos().accelerate(true).dualStack(true),
            "https://photos.s3-accelerate.dualstack.amazonaws.com"),
        new Row(
            UploadTarget.bucket("photos").region("us-gov-west-1").fips(true),
            "https://photos.s3-fips.us-gov-west-1.amazonaws.com",
            "us-gov-west-1"),
        new Row(
            UploadTarget.bucket("photos").region("us-east-2").fips(true).dualStack(true),
            "https://photos.s3-fips.dualstack.us-east-2.amazonaws.com",
            "us-east-2"));
  }

  static List<Row> accessPoints() {
    return List.of(
        new Row(
            UploadTarget.bucket(POINT).region("eu-west-1"),
            "https://mine-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
            "us-west-2"),
        new Row(
            UploadTarget.bucket(POINT).region("us-west-2").fips(true).dualStack(true),
            "https://mine-123456789012.s3-accesspoint-fips.dualstack.us-west-2.amazonaws.com",
            "us-west-2"),
        new Row(
            UploadTarget.bucket("arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/mine")
                .region("cn-northwest-1"),
            "https://mine-123456789012.s3-accesspoint.cn-north-1.amazonaws.com.cn",
            "cn-north-1"),
        new Row(
            UploadTarget.bucket("arn:aws-us-gov:s3:us-gov-east-1:123456789012:accesspoint:mine")
                .region("us-gov-west-1"),
            "https://mine-123456789012.s3-accesspoint.us-gov-east-1.amazonaws.com",
            "us-gov-east-1"));
  }

  static List<Row> endpoints() {
    return List.of(
        row(at("http://127.0.0.1:9000"), "http://127.0.0.1:9000/photos"),
        row(at("http://localhost:9000").pathStyle(true), "http://localhost:9000/photos"),
        row(at("http://minio:80").pathStyle(true), "http://minio/photos"),
        row(at("https://s3.example.com"), "https://photos.s3.example.com"),
        row(at("https://s3.example.com:443"), "https://photos.s3.example.com"),
        row(at("https://s3.example.com:80/"), "https://photos.s3.example.com:80"),
        row(at("http://[::1]:9000").pathStyle(true), "http://[::1]:9000/photos"),
        row(
            at("https://example.com/store/s3").pathStyle(true),
            "https://example.com/store/s3/photos"),
        row(at("https://example.com/store/").pathStyle(true), "https://example.com/store/photos"));
  }

  private static UploadTarget.Builder at(String endpoint) {
    return photos().endpoint(URI.create(endpoint));
  }

  static Stream<Row> all() {
    return Stream.of(buckets(), accessPoints(), endpoints()).flatMap(List::stream);
  }

  static Stream<Row> withForms() {
    return Stream.of(buckets(), endpoints())
        .flatMap(List::stream)
        .filter(row -> !row.url().contains("-s3alias"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPutGoesToTheBucketsAddressAndSignsItsHostAndRegion(Row row) {
    PresignedPut grant = put(row.target().build());
    URI url = URI.create(grant.url());
    assertThat(address(grant.url())).isEqualTo(row.url() + "/a%20b/c");
    assertThat(grant.implicitHeaders()).containsEntry("host", url.getRawAuthority());
    assertThat(parameter(grant, "X-Amz-Credential"))
        .isEqualTo("AKIDEXAMPLE/20261124/" + row.signedRegion() + "/s3/aws4_request");
  }

  @ParameterizedTest
  @MethodSource("withForms")
  void aFormGoesToTheBucketsAddress(Row row) {
    PostPolicy grant =
        (PostPolicy)
            TestGrants.of(row.target().build(), any(GrantKind.POST_POLICY))
                .grant(request().build());
    assertThat(grant.url()).isEqualTo(row.url() + "/");
    assertThat(grant.fields().getOrDefault("x-amz-credential", ""))
        .contains("/" + row.signedRegion() + "/s3/");
  }

  @ParameterizedTest
  @MethodSource("all")
  void theAwsSdkPresignsTheSameAddress(Row row) {
    UploadTarget target = row.target().build();
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.of(target.region()))
            .endpointOverride(target.endpoint())
            .dualstackEnabled(target.dualStack())
            .fipsEnabled(target.fips())
            .credentialsProvider(StaticCredentialsProvider.create(TestGrants.CREDENTIALS))
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(target.pathStyle())
                    .accelerateModeEnabled(target.accelerate())
                    .useArnRegionEnabled(true)
                    .build())
            .build()) {
      String theirs =
          presigner
              .presignPutObject(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(put -> put.bucket(target.bucket()).key("a b/c")))
              .url()
              .toString();
      assertThat(address(put(target).url())).isEqualTo(address(theirs));
      assertThat(theirs).contains("%2F" + row.signedRegion() + "%2Fs3%2F");
    }
  }

  @Test
  void grantsAreSignedForThePublicEndpoint() {
    UploadTarget target =
        photos()
            .pathStyle(true)
            .endpoint(URI.create("http://minio.internal:9000"))
            .publicEndpoint(URI.create("https://files.example.com"))
            .build();
    assertThat(address(put(target).url())).isEqualTo("https://files.example.com/photos/a%20b/c");
    assertThat(put(target).implicitHeaders()).containsEntry("host", "files.example.com");
    assertThat(target.endpoint()).isEqualTo(URI.create("http://minio.internal:9000"));
  }

  @Test
  void aHostIsSignedInLowerCaseAsBrowsersSendIt() {
    PresignedPut grant = put(at("https://Files.Example.COM:8443").pathStyle(true).build());
    assertThat(address(grant.url())).isEqualTo("https://files.example.com:8443/photos/a%20b/c");
    assertThat(grant.implicitHeaders()).containsEntry("host", "files.example.com:8443");
  }

  @Test
  void r2TakesPuts() {
    PresignedPut grant = put(UploadTarget.cloudflareR2("0123456789abcdef", "photos").build());
    assertThat(address(grant.url()))
        .isEqualTo("https://0123456789abcdef.r2.cloudflarestorage.com/photos/a%20b/c");
    assertThat(parameter(grant, "X-Amz-Credential")).contains("/auto/s3/");
  }

  private static PresignedPut put(UploadTarget target) {
    return (PresignedPut)
        TestGrants.of(
                target, any().overwrite(Overwrite.ALLOWED).keys((request, now, random) -> "a b/c"))
            .grant(request().build());
  }

  private static String address(String url) {
    return url.substring(0, url.indexOf('?'));
  }
}
