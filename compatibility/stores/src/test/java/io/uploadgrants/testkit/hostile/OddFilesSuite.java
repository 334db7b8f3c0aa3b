package io.uploadgrants.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EncodedWords;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Files as browsers and systems really name and type them, uploaded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OddFilesSuite {

  private static final byte[] FILE = "some bytes".getBytes(StandardCharsets.UTF_8);

  @AutoClose private final UploadServer server = open();

  abstract UploadServer open();

  private static Stream<Arguments> withEachKind(Arguments... all) {
    return Stream.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY)
        .flatMap(
            kind ->
                Stream.of(all)
                    .map(Arguments::get)
                    .map(given -> Arguments.of(kind, given[0], given[1], given[2], given[3])));
  }

  static Stream<Arguments> types() {
    String quoted = "text/csv;name=\"a\\\"b\"";
    String recorded = "video/mp4;codecs=avc1.42E01E,mp4a.40.2";
    return withEachKind(
        typed(
            "clip.webm", "video/webm;codecs=vp8,opus", "video/webm", "video/webm;codecs=vp8,opus"),
        typed("clip.mp4", recorded, "video/*", recorded),
        typed(
            "clip.webm",
            "video/webm; codecs=\"vp8, opus\"",
            "video/webm",
            "video/webm; codecs=\"vp8, opus\""),
        typed("a.csv", "text/csv\t;  charset=utf-8;", "text/csv", "text/csv;charset=utf-8"),
        typed("a.csv", quoted, "text/csv", quoted),
        typed("a.bin", "a'b/c%d*e", "a'b/*", "a'b/c%d*e"),
        typed("me.jpg", "image/jpg", "image/jpeg", "image/jpeg"),
        typed("a.csv", "application/vnd.ms-excel", "text/csv", "text/csv"),
        typed("IMG_0001.HEIC", "", "image/heic", "image/heic"));
  }

  private static Arguments typed(String name, String declared, String allowed, String stored) {
    return Arguments.of(name, declared, allowed, stored);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aFileIsStoredUnderTheTypeThatTheGrantTells(
      GrantKind kind, String name, String declared, String allowed, String stored) {
    UploadProfile profile =
        UploadProfile.named("odd").kinds(kind).openToGuests().contentTypes(allowed).build();

    assertThat(head(upload(profile, name, declared)).contentType()).isEqualTo(stored);
  }

  static Stream<Arguments> names() {
    return Stream.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY)
        .flatMap(
            kind ->
                List.of(
                        "日本語.png",
                        "Фото.jpg",
                        "صورة.pdf\u200f",
                        "😀.tar.gz",
                        "trail.pdf ",
                        "e\u0301t\u0301.docx",
                        "報".repeat(200) + ".pdf",
                        "😀".repeat(250) + ".png",
                        "х".repeat(1_000) + ".jpg")
                    .stream()
                    .map(name -> Arguments.of(kind, name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameKeepsItsExtensionInTheKeyTheDispositionAndTheMetadata(GrantKind kind, String name) {
    UploadProfile profile =
        UploadProfile.named("odd")
            .kinds(kind)
            .openToGuests()
            .keys(ObjectKeyPolicy.random("odd").withFileName())
            .contentDisposition(Disposition.ATTACHMENT)
            .fileNameAsMetadata("file-name")
            .build();
    String extension = name.replaceAll("\\P{ASCII}|\\s", "").replaceFirst("^[^.]*", "");

    String key = upload(profile, name, "a/b");

    assertThat(key).endsWith(extension).matches("odd/[0-9a-f]{32}[ -~]+");
    HeadObjectResponse head = head(key);
    assertThat(EncodedWords.decode(head.metadata().getOrDefault("file-name", "")))
        .contains(extension)
        .startsWith(name.substring(0, 3));
    if (kind == GrantKind.PRESIGNED_PUT || server.checks().contains(ServerCheck.FORM_DISPOSITION)) {
      assertThat(head.contentDisposition())
          .endsWith(extension + (name.matches("\\p{ASCII}*") ? "\"" : ""))
          .contains("filename=\"");
    }
  }

  private String upload(UploadProfile profile, String name, String type) {
    // Whether others could add metadata is another matter.
    UploadTarget target =
        server.target().toBuilder().with(StoreFeature.FORM_METADATA_REFUSED).build();
    UploadGrants grants =
        UploadGrants.builder()
            .target(target)
            .credentials(server.credentials())
            .profile(profile)
            .build();
    UploadGrant grant = grants.grant(UploadRequest.of("odd").file(name, FILE.length, type).build());
    UploadAnswer answer = GrantClient.of(server).upload(grant, FILE);
    assertThat(answer.accepted()).as("%s: %s", grant.kind(), answer).isTrue();
    return grant.key();
  }

  private HeadObjectResponse head(String key) {
    return server.client().headObject(head -> head.bucket(server.bucket()).key(key));
  }
}
