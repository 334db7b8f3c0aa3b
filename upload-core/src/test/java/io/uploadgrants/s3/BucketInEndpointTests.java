package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.Overwrite;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An object has the key that its grant says, whatever a dashboard shows as the bucket's address.
 */
class BucketInEndpointTests {

  private static final String POINT = "arn:aws:s3:us-west-2:123456789012:accesspoint/mine";

  private static UploadTarget.Builder target(String bucket, boolean pathStyle) {
    return UploadTarget.bucket(bucket).region("eu-west-1").pathStyle(pathStyle);
  }

  private static void assertFails(UploadTarget.Builder target, String setting, String... texts) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(target::build)
        .satisfies(
            failed -> {
              assertThat(failed.setting()).isEqualTo(setting);
              assertThat(failed.getMessage()).contains(texts);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "photos, true, http://host/photos, http://host",
    "photos, true, http://host:9000/photos/, http://host:9000",
    "photos, false, http://host/photos, http://host",
    "photos, true, http://127.0.0.1:9000/photos, http://127.0.0.1:9000",
    "photos, true, http://[::1]:9000/photos, http://[::1]:9000",
    "photos, true, https://0a1b.r2.cloudflarestorage.com/photos, https://0a1b.r2.cloudflarestorage.com",
    "photos, true, https://gateway/storage/photos, https://gateway/storage",
    "photos, true, https://host/photos/uploads, https://host",
    "photos, true, https://host/Photos, https://host",
    "photos, true, https://photos.nyc3.example.com, https://nyc3.example.com",
    "photos, false, https://photos.nyc3.example.com, https://nyc3.example.com",
    "photos, true, https://Photos.NYC3.Example.com:8443/, https://nyc3.example.com:8443",
    "photos, true, https://photos.nyc3.example.com./, https://nyc3.example.com",
    "photos, true, https://photos.nyc3.example.com/storage, https://nyc3.example.com/storage",
    "photos, true, https://photos.nyc3.example.com/photos, https://photos.nyc3.example.com.",
    "photos, false, https://photos.s3.eu-west-1.amazonaws.com, https://s3.eu-west-1.amazonaws.com",
    "eu.photos, true, https://eu.photos.example.com, https://example.com",
    "eu.photos, true, https://host/eu.photos, https://host",
    "img.example.com, true, http://img.example.com, the store's own host",
    POINT + ", false, https://mine-123456789012.example.com, https://example.com"
  })
  void anEndpointThatHasTheBucketAlreadyFailsAndIsShownWithoutIt(
      String bucket, boolean pathStyle, String endpoint, String remedy) {
    URI uri = URI.create(endpoint);
    String[] texts = {"'" + endpoint + "'", "Leave the bucket out", remedy};
    assertFails(target(bucket, pathStyle).endpoint(uri), "endpoint", texts);
    assertFails(target(bucket, pathStyle).publicEndpoint(uri), "public-endpoint", texts);
    assertThat(
            target(bucket, true)
                .endpoint(uri)
                .allowBucketNameInEndpoint(true)
                .build()
                .publicEndpoint())
        .isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host//photos",
        "http://host/photos//",
        "http://host/a//b",
        "http://host/./photos",
        "http://host/x/../photos",
        "http://host/..",
        "http://host/%70hotos",
        "http://host/%2e%2e/x",
        "http://host/a%2Fphotos",
        "http://host/photos;v=1",
        "http://host/a+b",
        "http://host/a@b"
      })
  void aPathThatClientsSendInAnotherFormFails(String endpoint) {
    URI uri = URI.create(endpoint);
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> target("photos", true).endpoint(uri))
        .withMessageContaining("'" + endpoint + "'")
        .withMessageContaining("single slashes");
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> target("photos", true).publicEndpoint(uri))
        .matches(failed -> failed.setting().equals("public-endpoint"));
  }

  @ParameterizedTest
  @CsvSource({
    "minio, http://minio:9000, http://minio:9000/minio",
    "minio, http://minio.:9000, http://minio.:9000/minio",
    "photos, https://s3.photos.example.com, https://s3.photos.example.com/photos",
    "photos, https://myphotos.example.com, https://myphotos.example.com/photos",
    "photos, https://photos-store.example.com, https://photos-store.example.com/photos",
    "photos, https://gateway/storage, https://gateway/storage/photos",
    "photos, https://gateway/storage/v1/s3/, https://gateway/storage/v1/s3/photos",
    "photos, https://gateway/~team/my-photos, https://gateway/~team/my-photos/photos",
    "127, http://127.0.0.1:9000, http://127.0.0.1:9000/127"
  })
  void anEndpointThatOnlyResemblesTheBucketIsTaken(String bucket, String endpoint, String address) {
    UploadTarget target = target(bucket, true).endpoint(URI.create(endpoint)).build();
    PresignedPut grant =
        (PresignedPut)
            TestGrants.of(
                    target,
                    any().overwrite(Overwrite.ALLOWED).keys((request, now, random) -> "a b/c"))
                .grant(request().build());
    assertThat(grant.url()).startsWith(address + "/a%20b/c?");
  }

  @Test
  void aPathInVirtualHostStyleWouldBePartOfTheKey() {
    UploadTarget.Builder target =
        target("photos", false).endpoint(URI.create("https://gateway.example.com:8443/storage/"));
    assertFails(
        target,
        "endpoint",
        "beginning of each key",
        "path style",
        "https://gateway.example.com:8443.");
    assertThat(target.pathStyle(true).build().pathStyle()).isTrue();
  }

  @Test
  void anAddressInDigitsHasNoHostForTheBucket() {
    UploadTarget target =
        target("photos", false).endpoint(URI.create("http://127.0.0.1:9000/storage")).build();
    assertThat(((PresignedPut) TestGrants.of(target, any()).grant(request().build())).url())
        .startsWith("http://127.0.0.1:9000/storage/photos/");
  }

  @Test
  void aLongEndpointIsShownShortened() {
    URI uri = URI.create("https://photos." + "x".repeat(60) + ".example.com/" + "y".repeat(500));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(target("photos", true).endpoint(uri)::build)
        .satisfies(failed -> assertThat(failed.getMessage()).hasSizeLessThan(700));
  }
}
