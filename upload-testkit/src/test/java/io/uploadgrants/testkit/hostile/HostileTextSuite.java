package io.uploadgrants.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EncodedWords;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Each hostile text in each place, performed with the JDK's own HTTP client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileTextSuite {

  private static final byte[] FILE = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final List<String> HOSTILE =
      List.of(
          "..",
          "../../etc/passwd",
          "a/../b",
          "/absolute",
          "a//b",
          "a\\b\\..\\c",
          "nul\u0000byte",
          "cr\r\nx-amz-acl: public-read",
          "line\nfeed",
          "%2F%2e%2e%2Fx",
          "100%",
          "star*",
          "what?",
          "#fragment",
          "${filename}",
          "${aws:username}",
          "$key",
          "quote\"quote",
          "apostrophe'",
          "\",{\"acl\":\"public-read\"}",
          "back\\\"slash",
          "<Tag><Key>x</Key></Tag>&amp;",
          "semi;colon, comma",
          "  spaces  at  ends ",
          "plus+plus",
          "a=b&c=d",
          "~tilde",
          "😀👩‍👩‍👧‍👦",
          "\u202egnp.exe",
          "İstanbul ığüşöç",
          "مرحبا بالعالم.png",
          "日本語.png",
          "\ud800",
          "x".repeat(10_000),
          "é".repeat(300),
          "=?UTF-8?B?Zm9v?=",
          "\u2028\u2029",
          "\ufeffbom",
          "-",
          ".",
          " ",
          "");

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Store opened;
  private int uploads;
  private int refusals;

  abstract Store open();

  void closeServer() {}

  /** Whether the server gives back the tags that it was sent. */
  boolean readsTags() {
    return true;
  }

  /** Whether the server keeps a form's content disposition, as S3 does. */
  boolean keepsDispositionOfForms() {
    return true;
  }

  /** Whether the server takes tags beyond ASCII, as S3 does. */
  boolean takesUnicodeTags() {
    return true;
  }

  @BeforeAll
  void openStore() {
    opened = open();
  }

  private Store store() {
    return Objects.requireNonNull(opened);
  }

  @AfterAll
  void closeStore() {
    if (opened != null) {
      opened.close();
      closeServer();
      System.out.printf(
          "%s: hostile text made %d right uploads and %d refusals with a code%n",
          opened.name(), uploads, refusals);
    }
  }

  @Test
  void subjectsGetAPrefixOfTheirOwn() throws Exception {
    TreeSet<String> prefixes = new TreeSet<>();
    int accepted = 0;
    for (String text : HOSTILE) {
      for (GrantKind kind : GrantKind.values()) {
        UploadProfile profile = profile(kind).keys(ObjectKeyPolicy.perSubject("users")).build();
        String key = perform(profile, (request, t) -> request.by(t), text);
        if (key != null) {
          assertThat(key).matches("users/[A-Za-z0-9._!-]+/[0-9a-f]{32}");
          prefixes.add(key.substring(0, key.lastIndexOf('/')));
          accepted++;
        }
      }
    }
    assertThat(accepted).isGreaterThan(2 * HOSTILE.size() / 2);
    assertThat(prefixes).as("no two subjects share a prefix").hasSize(accepted / 2);
  }

  @Test
  void fileNamesAreNeverAPath() throws Exception {
    for (String text : HOSTILE) {
      for (GrantKind kind : GrantKind.values()) {
        UploadProfile profile =
            profile(kind)
                .keys(ObjectKeyPolicy.random("files").withFileName())
                .fileNameAsMetadata("file-name")
                .contentDisposition(Disposition.ATTACHMENT)
                .build();
        String key = perform(profile, (request, t) -> request.fileName(t), text);
        if (key != null) {
          assertThat(key).matches("files/[0-9a-f]{32}(-[A-Za-z0-9_][A-Za-z0-9._-]*)?");
          HeadObjectResponse head = head(key);
          assertThat(EncodedWords.decode(head.metadata().getOrDefault("file-name", "")))
              .isEqualTo(text.strip());
          if (kind == GrantKind.PRESIGNED_PUT || keepsDispositionOfForms()) {
            assertThat(head.contentDisposition()).startsWith("attachment; filename=\"");
          }
        }
      }
    }
  }

  @Test
  void metadataComesBackAsItWasGiven() throws Exception {
    for (String text : HOSTILE) {
      for (GrantKind kind : GrantKind.values()) {
        String key =
            perform(profile(kind).build(), (request, t) -> request.metadata("hostile", t), text);
        if (key != null) {
          assertThat(EncodedWords.decode(head(key).metadata().getOrDefault("hostile", "")))
              .isEqualTo(text);
          assertThat(head(key).metadata().keySet()).isSubsetOf("hostile");
        }
      }
    }
  }

  @Test
  void tagsComeBackAsTheyWereGiven() throws Exception {
    for (String text : HOSTILE) {
      if (!takesUnicodeTags() && text.chars().anyMatch(c -> c > 0x7f)) {
        continue;
      }
      for (GrantKind kind : GrantKind.values()) {
        String key = perform(profile(kind).build(), (request, t) -> request.tag("kind", t), text);
        if (key != null && readsTags()) {
          Map<String, String> tags = new TreeMap<>();
          store()
              .client()
              .getObjectTagging(get -> get.bucket(store().bucket()).key(key))
              .tagSet()
              .forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
          assertThat(tags).isEqualTo(Map.of("kind", text));
        }
      }
    }
  }

  @Test
  void typesComeBackAsTheyWereDeclared() throws Exception {
    List<String> types = new ArrayList<>(HOSTILE);
    HOSTILE.forEach(text -> types.add("image/" + text));
    HOSTILE.forEach(text -> types.add("image/png; name=" + text));
    HOSTILE.forEach(text -> types.add("image/png; name=\"" + text + "\""));
    for (String text : types) {
      for (GrantKind kind : GrantKind.values()) {
        String key = perform(profile(kind).build(), (request, t) -> request.contentType(t), text);
        if (key != null) {
          assertThat(head(key).contentType()).isEqualTo(text);
        }
      }
    }
  }

  private static UploadProfile.Builder profile(GrantKind kind) {
    return UploadProfile.named("hostile").kinds(kind).openToGuests().maxSize(100);
  }

  private HeadObjectResponse head(String key) {
    return store().client().headObject(head -> head.bucket(store().bucket()).key(key));
  }

  /** Returns the key of the stored object, or null when the request was refused with a code. */
  private @Nullable String perform(
      UploadProfile profile,
      BiFunction<UploadRequest.Builder, String, UploadRequest.Builder> place,
      String text)
      throws Exception {
    UploadGrants grants =
        UploadGrants.builder()
            .target(store().target().build())
            .credentials(store().credentials())
            .profile(profile)
            .build();
    UploadGrant grant;
    try {
      UploadRequest.Builder request = UploadRequest.of("hostile").size((long) FILE.length);
      grant = grants.grant(place.apply(request, text).build());
    } catch (UploadRefusedException refused) {
      assertThat(refused.code().id()).isIn("invalid-request", "type-not-allowed");
      assertThat(refused.getMessage()).hasSizeLessThan(500).doesNotContain("\n", "\r", "\u0000");
      refusals++;
      return null;
    }
    HttpResponse<String> answer = http.send(request(grant), BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as("%s in %s: %s", grant.kind(), text, answer.body())
        .isBetween(200, 299);
    assertThat(store().bytes(grant.key())).isEqualTo(FILE);
    uploads++;
    return grant.key();
  }

  private static HttpRequest request(UploadGrant grant) throws IOException {
    if (grant instanceof PresignedPut put) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(put.url())).PUT(BodyPublishers.ofByteArray(FILE));
      put.headers().forEach(request::header);
      return request.build();
    }
    PostPolicy form = (PostPolicy) grant;
    String boundary = "----upload-grants-7d0a";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : form.fields().entrySet()) {
      write(body, boundary, field.getKey(), "", field.getValue());
    }
    write(
        body,
        boundary,
        PostPolicy.FILE_FIELD,
        "; filename=\"f\"",
        new String(FILE, StandardCharsets.UTF_8));
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(form.url()))
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
        .build();
  }

  private static void write(
      ByteArrayOutputStream body, String boundary, String name, String more, String value) {
    String part =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
            .formatted(boundary, name, more, value);
    body.writeBytes(part.getBytes(StandardCharsets.UTF_8));
  }
}
