package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CommonPrefix;

/** Versions of objects, whatever their keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedVersionTests {

  private static final List<String> KEYS = List.of("/", "a", "a/", "a/../b", "a//b", "a/b.png");

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final String bucket = server.bucket();
  private final S3Client s3 = server.client();

  @BeforeAll
  void twoVersionsOfEachAndAnUpload() {
    s3.putBucketVersioning(
        put ->
            put.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    for (String version : new String[] {"1", "2"}) {
      for (String key : KEYS) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(version + key));
      }
    }
    s3.deleteObject(delete -> delete.bucket(bucket).key("a"));
    s3.createMultipartUpload(create -> create.bucket(bucket).key("a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void allAreListedNewestFirst(int max) {
    List<String> bodies = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    s3.listObjectVersionsPaginator(list -> list.bucket(bucket).maxKeys(max))
        .forEach(
            page -> {
              page.versions()
                  .forEach(
                      each ->
                          bodies.add(
                              s3.getObjectAsBytes(
                                      get ->
                                          get.bucket(bucket)
                                              .key(each.key())
                                              .versionId(each.versionId()))
                                  .asUtf8String()));
              page.deleteMarkers().forEach(each -> deleted.add(each.key()));
            });

    assertThat(bodies)
        .containsExactlyElementsOf(
            KEYS.stream().flatMap(key -> List.of("2" + key, "1" + key).stream()).toList());
    assertThat(deleted).containsExactly("a");
  }

  @Test
  void theyAreRolledUp() {
    var page = s3.listObjectVersions(list -> list.bucket(bucket).delimiter("/").prefix("a"));
    assertThat(page.versions()).extracting(each -> each.key()).containsExactly("a", "a");
    assertThat(page.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("a/");
    var below = s3.listObjectVersions(list -> list.bucket(bucket).delimiter("/").prefix("a/"));
    assertThat(below.versions())
        .extracting(each -> each.key())
        .containsExactly("a/", "a/", "a/b.png", "a/b.png");
    assertThat(below.commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("a/../", "a//");
  }
}
