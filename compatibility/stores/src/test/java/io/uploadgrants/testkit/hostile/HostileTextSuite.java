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
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Each hostile text in each place, performed as a browser would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileTextSuite {

  /** Temporary credentials carry none of these texts but in their keys. */
  private static final List<GrantKind> SIGNED =
      List.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY);

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

  @AutoClose private final UploadServer server = open();
  private int uploads;
  private int refusals;

  abstract UploadServer open();

  /** Whether the server takes tags beyond ASCII, as S3 does. */
  boolean takesUnicodeTags() {
    return true;
  }

  private UploadServer server() {
    return server;
  }

  @AfterAll
  void report() {
    System.out.printf(
        "%s: hostile text made %d right uploads and %d refusals with a code%n",
        getClass().getSimpleName(), uploads, refusals);
  }

  @Test
  void subjectsGetAPrefixOfTheirOwn() {
    TreeSet<String> prefixes = new TreeSet<>();
    int accepted = 0;
    for (String text : HOSTILE) {
      for (GrantKind kind : SIGNED) {
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
  void fileNamesAreNeverAPath() {
    for (String text : HOSTILE) {
      for (GrantKind kind : SIGNED) {
        UploadProfile profile =
            profile(kind)
                .keys(ObjectKeyPolicy.random("files").withFileName())
                .fileNameAsMetadata("file-name")
                .contentDisposition(Disposition.ATTACHMENT)
                .build();
        String key = perform(profile, (request, t) -> request.fileName(t), text);
        if (key != null) {
          assertThat(key).matches("files/[0-9a-f]{32}([-.][A-Za-z0-9_][A-Za-z0-9._-]*)?");
          HeadObjectResponse head = head(key);
          assertThat(EncodedWords.decode(head.metadata().getOrDefault("file-name", "")))
              .isEqualTo(text.strip());
          if (kind == GrantKind.PRESIGNED_PUT || keeps(ServerCheck.FORM_DISPOSITION)) {
            assertThat(head.contentDisposition())
                .startsWith(text.isEmpty() ? "attachment" : "attachment; filename=\"");
          }
        }
      }
    }
  }

  @Test
  void metadataComesBackAsItWasGiven() {
    for (String text : HOSTILE) {
      for (GrantKind kind : SIGNED) {
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
  void tagsComeBackAsTheyWereGiven() {
    for (String text : HOSTILE) {
      if (!takesUnicodeTags() && text.chars().anyMatch(c -> c > 0x7f)) {
        continue;
      }
      for (GrantKind kind : SIGNED) {
        String key = perform(profile(kind).build(), (request, t) -> request.tag("kind", t), text);
        if (key != null && keeps(ServerCheck.TAGS)) {
          Map<String, String> tags = new TreeMap<>();
          server()
              .client()
              .getObjectTagging(get -> get.bucket(server().bucket()).key(key))
              .tagSet()
              .forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
          assertThat(tags).isEqualTo(Map.of("kind", text));
        }
      }
    }
  }

  @Test
  void typesComeBackInTheFormThatIsSigned() {
    List<String> types = new ArrayList<>(HOSTILE);
    HOSTILE.forEach(text -> types.add("image/" + text));
    HOSTILE.forEach(text -> types.add("image/png; name=" + text));
    HOSTILE.forEach(text -> types.add("image/png; name=\"" + text + "\""));
    for (String text : types) {
      for (GrantKind kind : SIGNED) {
        String key = perform(profile(kind).build(), (request, t) -> request.contentType(t), text);
        if (key != null) {
          assertThat(head(key).contentType()).isEqualTo(signed(text));
        }
      }
    }
  }

  private static String signed(String type) {
    String form = UploadRequest.of("hostile").contentType(type).build().contentType();
    return form == null ? "application/octet-stream" : form;
  }

  /** With a size, where the store holds a PUT to it. */
  private UploadProfile.Builder profile(GrantKind kind) {
    UploadProfile.Builder profile = UploadProfile.named("hostile").kinds(kind).openToGuests();
    return kind == GrantKind.POST_POLICY || server().target().supports(StoreFeature.WHOLE_UPLOADS)
        ? profile.maxSize(100)
        : profile;
  }

  private HeadObjectResponse head(String key) {
    return server().client().headObject(head -> head.bucket(server().bucket()).key(key));
  }

  /** Returns the key of the stored object, or null when the request was refused with a code. */
  private @Nullable String perform(
      UploadProfile profile,
      BiFunction<UploadRequest.Builder, String, UploadRequest.Builder> place,
      String text) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(target())
            .credentials(server().credentials())
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
    UploadAnswer answer = GrantClient.of(server()).upload(grant, FILE);
    assertThat(answer.accepted()).as("%s in %s: %s", grant.kind(), text, answer).isTrue();
    assertThat(bytes(grant.key())).isEqualTo(FILE);
    uploads++;
    return grant.key();
  }

  /** As the server's own, but with tags even where they can't be read. */
  private UploadTarget target() {
    UploadTarget.Builder target =
        UploadTarget.bucket(server().bucket())
            .region(server().region())
            .endpoint(server().endpoint())
            .pathStyle(true)
            .with(
                StoreFeature.CONDITIONAL_WRITES,
                StoreFeature.TAGS,
                StoreFeature.FORM_HEADERS,
                StoreFeature.FORM_METADATA_REFUSED,
                StoreFeature.UNSIGNED_METADATA_REFUSED,
                StoreFeature.UNSIGNED_COPIES_REFUSED);
    if (server().target().supports(StoreFeature.WHOLE_UPLOADS)) {
      target.with(StoreFeature.WHOLE_UPLOADS);
    }
    return target.build();
  }

  private boolean keeps(ServerCheck check) {
    return server().checks().contains(check);
  }

  private byte[] bytes(String key) {
    return server()
        .client()
        .getObjectAsBytes(get -> get.bucket(server().bucket()).key(key))
        .asByteArray();
  }
}
