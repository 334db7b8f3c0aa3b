package io.uploadgrants.testkit.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.EmbeddedS3;
import io.uploadgrants.testkit.embedded.HostileKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Whatever its key, an object is written, read, listed and deleted as on S3. */
class EmbeddedObjectKeyTests {

  private static final String BUCKET = "bucket";

  /** What a file system would take for another, or couldn't keep beside another. */
  private static final List<String> KEYS =
      List.of(
          "p",
          "p/",
          "p//",
          "p/f",
          "p/f.png",
          "p/f.png/",
          "p/f.png/g",
          "p//f",
          "/",
          "//",
          "/p",
          "a/../p",
          "p/.",
          "p/..",
          "p/./f",
          ".",
          "p%",
          "p%2F",
          "p%2Ff",
          "%70",
          "p\\f",
          "P",
          " p",
          "p ",
          "p.",
          ".p",
          "\uffee",
          "\ud83d\ude00",
          "日本/語.png",
          ".mpus-1",
          ".s3proxy-slash",
          ".s3proxy-versions",
          ".s3proxy-versions/p",
          "x".repeat(1024),
          "/".repeat(1024),
          "é/".repeat(300),
          "y".repeat(300) + ".png",
          "z".repeat(255) + "/f",
          "a+b",
          "a b",
          "a&<b>",
          "\t",
          "\u0001");

  private final Random random = new Random(42);

  private static S3Client client(EmbeddedS3 server) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(server.credentials())
        .forcePathStyle(true)
        .build();
  }

  private static EmbeddedS3 server(boolean onDisk, Path folder) {
    EmbeddedS3.Builder builder = EmbeddedS3.builder();
    EmbeddedS3 server = onDisk ? builder.folder(folder).start() : builder.start();
    server.makeBucket(BUCKET);
    return server;
  }

  private static @Nullable String read(S3Client s3, String key) {
    try {
      String body = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
      assertThat(s3.headObject(head -> head.bucket(BUCKET).key(key)).contentLength())
          .isEqualTo(body.length());
      return body;
    } catch (NoSuchKeyException missing) {
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void everyKeyIsAnObjectOfItsOwn(boolean onDisk, @TempDir Path folder) {
    try (EmbeddedS3 server = server(onDisk, folder);
        S3Client s3 = client(server)) {
      ObjectModel model = new ObjectModel(s3, BUCKET, random, KEYS);
      for (String key : KEYS) {
        assertThat(read(s3, key)).as(key).isNull();
        model.put(key);
      }
      KEYS.forEach(key -> assertThat(read(s3, key)).as(key).isEqualTo(model.objects.get(key)));
      assertThat(
              s3.listObjectsV2(list -> list.bucket(BUCKET).encodingType(EncodingType.URL))
                  .contents())
          .extracting(S3Object::key)
          .containsExactlyElementsOf(model.objects.keySet());
      KEYS.forEach(model::delete);
      s3.deleteBucket(delete -> delete.bucket(BUCKET));
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whatIsDoneToABucketIsWhatIsDoneToAMap(boolean onDisk, @TempDir Path folder) {
    List<String> keys = new ArrayList<>(KEYS);
    keys.addAll(HostileKeys.random(random, 60));
    try (EmbeddedS3 server = server(onDisk, folder);
        S3Client s3 = client(server)) {
      ObjectModel model = new ObjectModel(s3, BUCKET, random, keys);
      for (int i = 0; i < 150; i++) {
        for (String key : model.step()) {
          assertThat(read(s3, key)).as(key).isEqualTo(model.objects.get(key));
        }
      }
      assertThat(model.objects).hasSizeGreaterThan(20);
      keys.forEach(key -> assertThat(read(s3, key)).as(key).isEqualTo(model.objects.get(key)));
      for (int i = 0; i < 15; i++) {
        assertListed(s3, List.copyOf(model.objects.keySet()));
      }
      assertThat(s3.listMultipartUploads(list -> list.bucket(BUCKET)).uploads()).isEmpty();
      List.copyOf(model.objects.keySet()).forEach(model::delete);
      s3.deleteBucket(delete -> delete.bucket(BUCKET));
    }
  }

  private void assertListed(S3Client s3, List<String> sorted) {
    String some = sorted.get(random.nextInt(sorted.size()));
    String prefix =
        some.substring(
            0,
            some.offsetByCodePoints(
                0, random.nextInt(1 + Math.min(3, some.codePointCount(0, some.length())))));
    String delimiter = List.of("", "/", "p", "%").get(random.nextInt(4));
    String after = random.nextBoolean() ? "" : sorted.get(random.nextInt(sorted.size()));
    KeyPage<String> all =
        KeyPage.of(sorted, key -> key, new KeyPage.Query(prefix, delimiter, after, null));
    List<S3Object> objects = new ArrayList<>();
    List<CommonPrefix> prefixes = new ArrayList<>();
    int max = 1 + random.nextInt(20);
    s3.listObjectsV2Paginator(
            list ->
                list.bucket(BUCKET)
                    .encodingType(EncodingType.URL)
                    .prefix(prefix)
                    .delimiter(delimiter)
                    .startAfter(after)
                    .maxKeys(max))
        .forEach(
            page -> {
              assertThat(page.keyCount()).isLessThanOrEqualTo(max);
              objects.addAll(page.contents());
              prefixes.addAll(page.commonPrefixes());
            });
    assertThat(objects).extracting(S3Object::key).containsExactlyElementsOf(all.rows());
    assertThat(prefixes).extracting(CommonPrefix::prefix).hasSameElementsAs(all.prefixes());

    List<String> byMarker = new ArrayList<>();
    for (String marker = after; marker != null; ) {
      String start = marker;
      var page =
          s3.listObjects(
              list ->
                  list.bucket(BUCKET)
                      .encodingType(EncodingType.URL)
                      .prefix(prefix)
                      .delimiter(delimiter)
                      .marker(start)
                      .maxKeys(max));
      page.contents().forEach(each -> byMarker.add(each.key()));
      marker = Boolean.TRUE.equals(page.isTruncated()) ? page.nextMarker() : null;
    }
    assertThat(byMarker).containsExactlyElementsOf(all.rows());
    assertThat(objects).extracting(S3Object::eTag).allMatch(Objects::nonNull);
  }
}
