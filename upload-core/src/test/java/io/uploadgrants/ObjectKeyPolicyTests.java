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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
