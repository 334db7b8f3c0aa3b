package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects in a folder of the user's. */
class EmbeddedFolderTests {

  private static final String BUCKET = "bucket";

  @TempDir private Path folder;

  private void serve(Consumer<S3Client> use) {
    try (EmbeddedS3 server = EmbeddedS3.builder().folder(folder).start();
        S3Client s3 =
            S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(server.credentials())
                .forcePathStyle(true)
                .build()) {
      server.makeBucket(BUCKET);
      use.accept(s3);
    }
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(key));
  }

  private static String get(S3Client s3, String key) {
    return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
  }

  private static List<String> keys(S3Client s3) {
    return s3.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void whatWasStoredIsThereAfterARestart() {
    List<String> keys = List.of("/", "a//b", "a/b", "p", "p/", "users/u1/me.png");
    serve(s3 -> keys.forEach(key -> put(s3, key)));
    serve(
        s3 -> {
          assertThat(keys(s3)).isEqualTo(keys);
          keys.forEach(key -> assertThat(get(s3, key)).isEqualTo(key));
        });
    assertThat(folder.resolve("bucket/users/u1/me.png")).hasContent("users/u1/me.png");
  }

  @Test
  void aFileOfAPlainNameIsAnObjectAndNoOtherIs() {
    serve(
        s3 -> {
          write("users/u1/me.png");
          write("users/u1/README");
          write("v1.2/me.png");
          write(".DS_Store");
          if (Charset.forName(System.getProperty("sun.jnu.encoding"))
              .newEncoder()
              .canEncode("日本")) {
            write("日本.png");
          }

          assertThat(keys(s3)).containsExactly("users/u1/me.png");
          assertThat(get(s3, "users/u1/me.png")).isEqualTo("by hand");
          assertThat(s3.headObject(h -> h.bucket(BUCKET).key("users/u1/me.png")).contentType())
              .isEqualTo("image/png");
        });
  }

  @Test
  void whatIsInTheWayIsNamedAsTheReason() {
    serve(
        s3 -> {
          write("users");
          assertThatThrownBy(() -> put(s3, "users/u1/me.png"))
              .isInstanceOf(S3Exception.class)
              .hasMessageContaining("something else is in its place");
        });
  }

  private void write(String path) {
    try {
      Path file = folder.resolve(BUCKET).resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "by hand");
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
