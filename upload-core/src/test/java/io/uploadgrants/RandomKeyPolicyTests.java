package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.put;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the built-in keys make of hostile subjects and file names. */
class RandomKeyPolicyTests {

  private static final String HEX = "[0-9a-f]{32}";

  private static String key(ObjectKeyPolicy policy, UploadRequest.Builder request) {
    return put(any().keys(policy), request).key();
  }

  @Nested
  class Subjects {

    private static String part(String subject) {
      String key = key(ObjectKeyPolicy.perSubject("p"), request().by(subject));
      assertThat(key).matches("p/[A-Za-z0-9._!-]+/" + HEX);
      return key.substring(2, key.length() - 33);
    }

    @ParameterizedTest
    @CsvSource({
      "alice, alice",
      "a.b-c_D9, a.b-c_D9",
      ".., '!2e.'",
      "., '!2e'",
      ".hidden, '!2ehidden'",
      "a/../b, 'a!2f..!2fb'",
      "../../etc, '!2e.!2f..!2fetc'",
      "'!guest', '!21guest'",
      "a!2fb, 'a!212fb'",
      "a%2Fb, 'a!252Fb'",
      "ü, '!c3!bc'",
      "😀, '!f0!9f!98!80'",
      "a\\b, 'a!5cb'",
      "${filename}, '!24!7bfilename!7d'",
      "*?, '!2a!3f'",
    })
    void areWrittenSoThatTheyStandInOneSegment(String subject, String part) {
      assertThat(part(subject)).isEqualTo(part);
    }

    @Test
    void guestsHaveAPartThatNoSubjectCanHave() {
      String key = key(ObjectKeyPolicy.perSubject(""), request().by(null));
      assertThat(key).matches("!guest/" + HEX);
      for (String hostile : List.of("!guest", "guest", "!", "!guest/", "%21guest", "!21guest")) {
        assertThat(part(hostile)).isNotEqualTo("!guest");
      }
    }

    @Test
    void noTwoOfThousandsOfHostileOnesHaveTheSamePart() {
      String[] atoms = {
        "a", "A", "!", "!2", "!2f", "2f", "/", ".", "..", "%", "%2F", "\\", "-", "_", " ", "\u0000",
        "\r\n", "é", "e\u0301", "ｅ", "😀", "\u202e", "*", "?", "${x}", "!guest", "c3", "!c3", "a9"
      };
      Random random = new Random(11);
      Map<String, String> subjects = new HashMap<>();
      UploadGrants grants = TestGrants.of(any().keys(ObjectKeyPolicy.perSubject("")));
      for (int i = 0; i < 20_000; i++) {
        StringBuilder subject = new StringBuilder();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
          subject.append(atoms[random.nextInt(atoms.length)]);
        }
        String key = grants.grant(request().by(subject.toString()).build()).key();
        String part = key.substring(0, key.length() - 33);
        assertThat(part).doesNotContain("/").doesNotStartWith(".").isNotEqualTo("!guest");
        String other = subjects.putIfAbsent(part, subject.toString());
        assertThat(other == null ? subject.toString() : other).isEqualTo(subject.toString());
      }
      assertThat(subjects).hasSizeGreaterThan(10_000);
    }

    @Test
    void oneThatIsTooLongForAKeyIsRefused() {
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> key(ObjectKeyPolicy.perSubject(""), request().by("日".repeat(1_024))))
          .withMessageContaining("1024")
          .matches(refused -> refused.code() == ErrorCode.INVALID_REQUEST);
    }
  }

  @Nested
  class FileNames {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "me.png | -me.png",
          "C:\\Users\\me\\a b.png | -a-b.png",
          "/etc/passwd | -passwd",
          "../../x.sh | -x.sh",
          ".htaccess | -htaccess",
          "...---.png | .png",
          "..png | .png",
          "me..png | -me.png",
          "a. | -a",
          "日本語. | ''",
          ".... | ''",
          "archive.tar.gz | -archive.tar.gz",
          "日本語.tar.gz | .tar.gz",
          "Резюме.TAR.GZ | .TAR.GZ",
          ".tar.gz | -tar.gz",
          ".config.json | -config.json",
          "version 1.2 of it | -version-1.2-of-it",
          "-rf | -rf",
          "Zoë Façade.JPG | -Zoe-Facade.JPG",
          "a%2Fb.png | -a-2Fb.png",
          "a%00.png | -a-00.png",
          "<img src=x>.svg | -img-src-x.svg",
          "${filename} | -filename",
          "日本語.png | .png",
          "Фото.jpg | .jpg",
          "صورة.pdf | .pdf",
          "صورة.pdf\u200f | .pdf",
          "😀.png | .png",
          "' trail.pdf ' | -trail.pdf",
          "日本語．ｐｎｇ | .png",
          "Отчёт 2026.docx | -2026.docx",
          "e\u0301\u0301.png | -e.png",
          "報告.日本 | ''",
          "report.日本 | -report",
          "日本語 | ''",
          "../.. | ''",
          "dir/ | ''",
          "．．／x | -x",
          "ﬁle.png | -file.png",
          "a\u202egpj.exe | -a-gpj.exe",
          "😀a😀.png | -a.png",
          "a;b=c&d?e#f.png | -a-b-c-d-e-f.png",
          "\"quoted\".txt | -quoted.txt",
        })
    void becomeAHarmlessSuffix(String name, String suffix) {
      String key = key(ObjectKeyPolicy.random("").withFileName(), request().fileName(name));
      assertThat(key.substring(32)).isEqualTo(suffix);
    }

    @Test
    void longOnesAreCutInFrontOfTheirExtension() {
      String key =
          key(
              ObjectKeyPolicy.random("").withFileName(),
              request().fileName("x".repeat(1_000) + ".jpeg"));
      assertThat(key.substring(33)).isEqualTo("x".repeat(95) + ".jpeg");
    }

    @Test
    void theCutLeavesNoDotOrHyphenInFrontOfTheExtension() {
      String key =
          key(
              ObjectKeyPolicy.random("").withFileName(),
              request().fileName("x".repeat(92) + ".-.y".repeat(200) + ".tar.gz"));
      assertThat(key.substring(33)).isEqualTo("x".repeat(92) + ".tar.gz");
    }

    @Test
    void longOnesWithoutAnExtensionAreCut() {
      String key =
          key(
              ObjectKeyPolicy.random("").withFileName(),
              request().fileName("a." + "x".repeat(1_000)));
      assertThat(key.substring(33)).hasSize(100).startsWith("a.xxx");
    }
  }
}
