package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.form;
import static io.uploadgrants.TestGrants.put;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose types have several names, or none. */
class StoredTypeTests {

  private static @Nullable String stored(
      UploadProfile.Builder profile, @Nullable String name, @Nullable String type) {
    return put(profile, UploadRequest.of("any").file(name, 5, type)).headers().get("content-type");
  }

  private static void assertRefused(
      UploadProfile.Builder profile, @Nullable String name, @Nullable String type) {
    assertThatExceptionOfType(UploadRefusedException.class)
        .as("%s as %s", name, type)
        .isThrownBy(() -> stored(profile, name, type))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.TYPE_NOT_ALLOWED);
              assertThat(refused.given()).isEqualTo(type == null || type.isEmpty() ? null : type);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "photo.jpg, image/jpg, image/jpeg, image/jpeg",
    "photo.jpg, image/jpg, image/*, image/jpeg",
    "photo.jpg, IMAGE/JPG, image/jpeg, image/jpeg",
    "old.jpg, image/pjpeg, image/jpeg, image/jpeg",
    "a.zip, application/x-zip-compressed, application/zip, application/zip",
    "memo.m4a, audio/x-m4a, audio/mp4, audio/mp4",
    "song.mp3, audio/mp3, audio/mpeg, audio/mpeg",
    "song.wav, audio/x-wav, audio/*, audio/wav",
    "clip.mkv, video/x-matroska;codecs=avc1, video/matroska, video/matroska;codecs=avc1",
    "a.xml, text/xml, text/*, text/xml",
    "a.js, application/javascript, application/*, application/javascript",
  })
  void anotherNameOfAnAllowedTypeIsStoredUnderThatType(
      String file, String declared, String allowed, String stored) {
    assertThat(stored(any().contentTypes(allowed), file, declared)).isEqualTo(stored);
    assertThat(form(any().contentTypes(allowed), request().file(file, 5, declared)).fields())
        .containsEntry("Content-Type", stored);
  }

  @Test
  void everyAliasIsTakenForItsTypeAndForNoOther() {
    Map<String, String> aliases = TypeAliases.all();
    assertThat(aliases).hasSizeGreaterThan(50).doesNotContainKey("text/html");
    aliases.forEach(
        (alias, type) -> {
          assertThat(stored(any().contentTypes(type), null, alias)).isEqualTo(type);
          assertThat(aliases).as("a type isn't an alias too").doesNotContainKey(type);
          assertRefused(any().contentTypes("application/x-other"), "x.bin", alias);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_0001.HEIC, image/heic, image/heic",
    "IMG_0001.heic, image/*, image/heic",
    "a/b\\c.PNG, image/*, image/png",
    "archive.tar.gz, application/gzip, application/gzip",
    "'scan.pdf ', application/pdf, application/pdf",
    "صورة.pdf\u200f, application/pdf, application/pdf",
    "notes.md, text/*, text/markdown",
    "song.m4a, 'audio/mp4', audio/mp4",
  })
  void whereNoTypeIsKnownTheNamesExtensionTellsIt(String file, String allowed, String stored) {
    UploadProfile.Builder profile = any().contentTypes(allowed);

    assertThat(stored(profile, file, null)).isEqualTo(stored);
    assertThat(stored(profile, file, "")).isEqualTo(stored);
    assertThat(stored(profile, file, "application/octet-stream")).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"me", "me.", ".png", "me.png.exe", "me.html", "me.svg", "a.p ng", "png"})
  void aNameThatStandsForNoAllowedTypeIsRefused(String file) {
    assertRefused(any().contentTypes("image/png", "text/plain"), file, null);
    assertRefused(any().contentTypes("image/png", "text/plain"), file, "application/octet-stream");
  }

  @Test
  void noNameMakesATypeReachableThatIsNotAllowed() {
    FileTypes.all()
        .forEach(
            (extension, type) -> {
              assertRefused(any().contentTypes("application/x-other"), "a." + extension, null);
              assertThat(stored(any().contentTypes(type), "a." + extension, null)).isEqualTo(type);
            });
  }

  @Test
  void aDeclaredTypeIsNotOverruledByTheName() {
    assertRefused(any().contentTypes("image/png"), "me.png", "text/html");
    assertRefused(any().contentTypes("image/png"), "me.png", "image/svg+xml");
    assertThat(stored(any().contentTypes("image/*"), "me.png", "image/gif")).isEqualTo("image/gif");
    assertThat(stored(any().contentTypes("application/*"), "a.pdf", "application/octet-stream"))
        .isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @CsvSource({
    "data.csv, application/vnd.ms-excel, text/csv",
    "data.CSV, application/vnd.ms-excel, text/csv",
    "letter.rtf, application/msword, application/rtf",
    "IMG_0001.HEIC, image/heif, image/heic",
    "backup.tgz, application/x-compressed-tar, application/gzip",
  })
  void theExtensionTellsMoreThanATypeThatSystemsGiveToSeveral(
      String file, String declared, String type) {
    assertThat(stored(any().contentTypes(type), file, declared)).isEqualTo(type);
    assertThat(stored(any().contentTypes(type, declared), file, declared)).isEqualTo(declared);
    assertRefused(any().contentTypes(type), "data.xls", declared);
    assertRefused(any().contentTypes(type), null, declared);
    assertRefused(any().contentTypes("audio/*"), file, declared);
  }

  @Test
  void aProfileWithoutTypesStoresWhatIsDeclared() {
    assertThat(stored(any(), "a.zip", "application/x-zip-compressed"))
        .isEqualTo("application/x-zip-compressed");
    assertThat(stored(any(), "page.html", "")).isEqualTo("application/octet-stream");
  }

  @Test
  void exactTypesTakeNoOtherNamesAndNoExtensions() {
    assertRefused(any().contentTypes("image/jpeg").exactTypes(), "me.jpg", "image/jpg");
    assertRefused(any().contentTypes("image/jpeg").exactTypes(), "me.jpg", null);
    assertRefused(any().contentTypes("text/csv").exactTypes(), "a.csv", "application/vnd.ms-excel");
    assertThat(stored(any().contentTypes("image/*").exactTypes(), "me.jpg", "image/jpg"))
        .isEqualTo("image/jpg");
    assertThat(stored(any().contentTypes("image/jpg").exactTypes(), "me.jpg", "image/jpg"))
        .isEqualTo("image/jpg");
  }

  @Test
  void aProfileThatAllowsATypeOnlyUnderAnotherNameIsToldTheOneThatIsStored() {
    TypeAliases.all()
        .forEach(
            (alias, type) ->
                assertThatExceptionOfType(UploadConfigurationException.class)
                    .isThrownBy(() -> any().contentTypes("image/gif", alias).build())
                    .withMessageContaining("allow '" + type + "'")
                    .matches(broken -> broken.setting().equals("profiles.any.content-types")));
    assertThatNoException()
        .isThrownBy(
            () -> {
              any().contentTypes("image/jpg", "image/jpeg").build();
              any().contentTypes("image/jpg", "image/*").build();
              any().exactTypes().contentTypes("image/jpg").build();
            });
  }

  @Test
  void authorizerAndListenerAreToldTheTypeThatIsStored() {
    List<@Nullable String> told = new ArrayList<>();
    UploadGrants grants =
        TestGrants.builder()
            .profile(any().contentTypes("image/jpeg").build())
            .authorizer((request, profile) -> told.add(request.contentType()))
            .listener(
                new GrantListener() {
                  @Override
                  public void granted(UploadRequest request, UploadGrant grant) {
                    told.add(request.contentType());
                  }
                })
            .build();

    grants.grant(request().file("me.jpg", 5, "image/jpg").tag("a", "b").build());

    assertThat(told).containsExactly("image/jpeg", "image/jpeg");
  }

  @Test
  void aPrefixOfManyFilesTakesTheTypeThatEachUploadDeclares() {
    UploadProfile.Builder many =
        any(GrantKind.POST_POLICY).scope(UploadScope.PREFIX).contentTypes("image/*");
    PostPolicy form = (PostPolicy) TestGrants.of(many).grant(UploadRequest.of("any").build());

    assertThat(form.openFields()).containsExactly(Map.entry("Content-Type", "image/"));
  }
}
