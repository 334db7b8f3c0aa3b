package io.uploadgrants;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.put;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyPolicyTests {

  private static final String HEX = "[0-9a-f]{32}";

  private static String key(ObjectKeyPolicy policy, UploadRequest.Builder request) {
    return put(any().keys(policy), request).key();
  }

  private static String key(ObjectKeyPolicy policy, Instant now, RandomGenerator random) {
    return TestGrants.builder()
        .clock(() -> now)
        .random(random)
        .profile(any().keys(policy).build())
        .build()
        .grant(request().build())
        .key();
  }

  @Nested
  class BuiltIn {

    @Test
    void keysHaveTheDocumentedForm() {
      assertThat(key(ObjectKeyPolicy.random(""), request())).matches(HEX);
      assertThat(key(ObjectKeyPolicy.random("a/b"), request())).matches("a/b/" + HEX);
      assertThat(key(ObjectKeyPolicy.perSubject("avatars"), request()))
          .matches("avatars/alice/" + HEX);
      assertThat(key(ObjectKeyPolicy.perSubject("avatars").dated().withFileName(), request()))
          .matches("avatars/alice/2026/11/24/" + HEX + "-me\\.png");
      assertThat(key(ObjectKeyPolicy.random("").withFileName(), request().fileName(null)))
          .matches(HEX);
    }

    @Test
    void theDayIsThatOfUtc() {
      ObjectKeyPolicy dated = ObjectKeyPolicy.random("").dated();
      RandomGenerator random = new SecureRandom();
      assertThat(key(dated, Instant.parse("2026-12-31T23:59:59.999Z"), random))
          .startsWith("2026/12/31/");
      assertThat(key(dated, Instant.parse("2027-01-01T00:00:00Z"), random))
          .startsWith("2027/01/01/");
    }

    @Test
    void all128RandomBitsStandInTheKey() {
      for (int bit = 0; bit < 128; bit++) {
        byte[] bytes = new byte[16];
        bytes[bit / 8] = (byte) (1 << bit % 8);
        String key = key(ObjectKeyPolicy.random(""), NOW, new Fixed(bytes));
        assertThat(key).isEqualTo(HexFormat.of().formatHex(bytes));
      }
    }

    @Test
    void noTwoGrantsHaveTheSameKey() {
      UploadGrants grants = TestGrants.of(any());
      Set<String> keys = new HashSet<>();
      for (int i = 0; i < 5_000; i++) {
        keys.add(grants.grant(request().build()).key());
      }
      assertThat(keys).hasSize(5_000);
    }

    @Test
    void theyAreUnguessable() {
      assertThat(ObjectKeyPolicy.random("").unguessable()).isTrue();
      assertThat(ObjectKeyPolicy.perSubject("x").dated().withFileName().unguessable()).isTrue();
      ObjectKeyPolicy own = (request, now, random) -> "k";
      assertThat(own.unguessable()).isFalse();
    }

    /** Gives always the same bytes. */
    private static final class Fixed implements RandomGenerator {
      private final byte[] bytes;

      Fixed(byte[] bytes) {
        this.bytes = bytes;
      }

      @Override
      public long nextLong() {
        throw new UnsupportedOperationException("keys are made of bytes");
      }

      @Override
      public void nextBytes(byte[] target) {
        assertThat(target).hasSameSizeAs(bytes);
        System.arraycopy(bytes, 0, target, 0, bytes.length);
      }
    }
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
          "...---.png | -png",
          "-rf | -rf",
          "Zoë Façade.JPG | -Zoe-Facade.JPG",
          "a%2Fb.png | -a-2Fb.png",
          "a%00.png | -a-00.png",
          "<img src=x>.svg | -img-src-x-.svg",
          "${filename} | -filename-",
          "日本語.png | -png",
          "日本語 | ''",
          "../.. | ''",
          "dir/ | ''",
          "．．／x | -x",
          "ﬁle.png | -file.png",
          "a\u202egpj.exe | -a-gpj.exe",
          "😀a😀.png | -a-.png",
          "a;b=c&d?e#f.png | -a-b-c-d-e-f.png",
          "\"quoted\".txt | -quoted-.txt",
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
    void longOnesWithoutAnExtensionAreCut() {
      String key =
          key(
              ObjectKeyPolicy.random("").withFileName(),
              request().fileName("a." + "x".repeat(1_000)));
      assertThat(key.substring(33)).hasSize(100).startsWith("a.xxx");
    }
  }

  @Nested
  class Prefixes {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/a",
          "a/",
          "a//b",
          "/",
          ".",
          "..",
          "a/../b",
          "a/./b",
          "a\u0000b",
          "a\nb",
          "a\ud800",
          "${filename}",
          "a/${filename}/b",
          "a\u0085b"
        })
    void thatClientsMangleFail(String prefix) {
      for (boolean subject : List.of(true, false)) {
        assertThatExceptionOfType(UploadConfigurationException.class)
            .isThrownBy(
                () ->
                    (subject ? ObjectKeyPolicy.perSubject(prefix) : ObjectKeyPolicy.random(prefix))
                        .dated())
            .withMessageContaining("give a prefix such as avatars")
            .extracting(UploadConfigurationException::setting)
            .isEqualTo("keys.prefix");
      }
    }

    @Test
    void thatLeaveNoRoomForTheRandomPartFailWhenTheyAreSetUp() {
      String longest = "x".repeat(1_024 - 33);
      assertThat(key(ObjectKeyPolicy.random(longest), request())).hasSize(1_024);
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> ObjectKeyPolicy.random(longest + "x"))
          .withMessageContaining("992", "991")
          .withMessageContaining("give a prefix");
    }
  }

  @Nested
  class OnesOwn {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "/",
          "/a",
          "a//b",
          "//",
          ".",
          "..",
          "a/..",
          "../a",
          "a/./b",
          "a\u0000",
          "a\r\nb",
          "a\u007f",
          "a\u009f",
          "\ud83d",
          "\ude00a",
          "${filename}",
          "a/${filename}",
          "a\uffff"
        })
    void badKeysAreRefused(String bad) {
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> key((request, now, random) -> bad, request()))
          .withMessageContaining("change what the profile's key policy makes")
          .matches(refused -> refused.code() == ErrorCode.INVALID_REQUEST);
    }

    @Test
    void keysHave1024BytesAtMost() {
      List<String> fine = new ArrayList<>(List.of("k".repeat(1_024), "é".repeat(512)));
      fine.addAll(List.of("a/", "a..b", "...", "a b", "$", "{filename}", "日本/語", "😀", "~"));
      for (String key : fine) {
        assertThat(key((request, now, random) -> key, request())).isEqualTo(key);
      }
      for (String key : List.of("k".repeat(1_025), "é".repeat(512) + "k", "😀".repeat(257))) {
        assertThatExceptionOfType(UploadRefusedException.class)
            .isThrownBy(() -> key((request, now, random) -> key, request()))
            .withMessageContaining("S3 takes at most 1024");
      }
    }
  }
}
