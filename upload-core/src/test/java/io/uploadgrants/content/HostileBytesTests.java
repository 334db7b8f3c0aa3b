package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, there is a verdict, and soon. */
class HostileBytesTests {

  private static final ContentCheck CHECK = new ContentCheck();

  private static List<Case> files() {
    List<Case> files = new ArrayList<>(HonestFilesTests.honest());
    files.addAll(LyingFilesTests.others());
    return files;
  }

  private static void judge(String type, byte[] head, long size) {
    assertThatCode(
            () -> {
              ContentVerdict verdict = CHECK.check(type, head, size);
              assertThat(verdict.detected()).isNotEmpty();
            })
        .as(type + " " + Arrays.hashCode(head))
        .doesNotThrowAnyException();
  }

  @Test
  void changedBytesHaveAVerdict() {
    Random random = new Random(15);
    for (Case file : files()) {
      for (int round = 0; round < 4; round++) {
        byte[] head = file.head();
        for (int i = 0; i <= round && head.length > 0; i++) {
          int at = random.nextInt(round % 2 == 0 ? Math.min(64, head.length) : head.length);
          head[at] = (byte) random.nextInt();
        }
        judge(
            file.declared(),
            head,
            head.length + (head.length < 4_096 ? 0 : random.nextLong(9_000)));
      }
    }
  }

  @Test
  void cutBytesHaveAVerdict() {
    for (Case file : files()) {
      byte[] head = file.head();
      for (int length = 0; length < head.length; length += 1 + length) {
        judge(file.declared(), Bytes.first(head, length), length);
      }
    }
  }

  @Test
  void randomBytesBehindAStartHaveAVerdict() {
    Random random = new Random(16);
    List<Case> files = files();
    for (int i = 0; i < 1_000; i++) {
      byte[] head = new byte[random.nextInt(600)];
      random.nextBytes(head);
      byte[] start = files.get(random.nextInt(files.size())).head();
      System.arraycopy(
          start, 0, head, 0, Math.min(random.nextInt(24), Math.min(start.length, head.length)));
      judge(files.get(random.nextInt(files.size())).declared(), head, head.length);
    }
  }

  @Test
  void anyDeclaredTypeHasAVerdict() {
    Random random = new Random(17);
    for (int i = 0; i < 1_000; i++) {
      StringBuilder type = new StringBuilder(i % 2 == 0 ? "application/" : "");
      random.ints(random.nextInt(300), 0, 0x250).forEach(c -> type.append((char) c));
      judge(type.toString(), utf8("x"), 1);
    }
  }

  static Stream<byte[]> slow() {
    byte[] sounds = bytes("ID3\4\0\0", new byte[4_090]);
    for (int i = 512; i < 610; i += 2) {
      System.arraycopy(hex("fff1"), 0, sounds, i, 2);
    }
    return Stream.of(
        sounds,
        utf8("<".repeat(4_096)),
        utf8("<!--".repeat(1_024)),
        utf8("<!-->".repeat(819)),
        utf8("<!DOCTYPE a>".repeat(341)),
        utf8("<!DOCTYPE a [" + "'\"".repeat(2_000)),
        utf8("<?xml ?>".repeat(512)),
        utf8(
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \""
                + "c".repeat(90)
                + "\">"
                + "<!ENTITY b \"&b;&b;\">".repeat(190)
                + "]><a>&b;</a>"),
        utf8("<a ".repeat(1_365)),
        bytes(hex("ffd8ffe0"), "<html".repeat(818)),
        utf8(" ".repeat(4_096)),
        utf8("//" + "\n//".repeat(1_364)),
        utf8("/*" + " */".repeat(1_364)),
        utf8("function " + "a".repeat(4_087)),
        bytes("PK\3\4\0\0\10\0\10\0".repeat(409)),
        bytes("%PDF".repeat(1_024)));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void bytesMadeToTakeTimeTakeLittle(byte[] head) {
    long start = System.nanoTime();
    for (String type :
        List.of(
            "image/png",
            "image/jp2",
            "text/plain",
            "text/xml",
            "application/zip",
            "application/pdf")) {
      judge(type, head, head.length);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
