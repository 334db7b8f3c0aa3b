package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ChecksumAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSourceTests {

  private static final int SIZE = 200_003;

  @TempDir private Path folder;

  private static byte[] read(FileSource file, long offset, long length) throws IOException {
    try (InputStream bytes = file.open(offset, length)) {
      return bytes.readAllBytes();
    }
  }

  @Test
  void everyStretchIsTheSameOfMemoryDiskAndNumbers() throws IOException {
    FileSource generated = FileSource.generated(SIZE, 42);
    byte[] bytes = read(generated, 0, SIZE);
    Path path = Files.write(folder.resolve("f"), bytes);

    for (FileSource file :
        Stream.of(generated, FileSource.of(bytes), FileSource.of(path)).toList()) {
      assertThat(file.size()).as("%s", file).isEqualTo(SIZE);
      for (int[] stretch : new int[][] {{0, 1}, {0, 0}, {3, 20}, {7, 65_537}, {SIZE - 9, 9}}) {
        assertThat(read(file, stretch[0], stretch[1]))
            .as("%s from %d", file, stretch[0])
            .isEqualTo(Arrays.copyOfRange(bytes, stretch[0], stretch[0] + stretch[1]));
      }
    }
  }

  @Test
  void bytesOneByOneAreTheSame() throws IOException {
    byte[] bytes = read(FileSource.generated(40, 7), 0, 40);
    Path path = Files.write(folder.resolve("g"), bytes);
    for (FileSource file : Stream.of(FileSource.generated(40, 7), FileSource.of(path)).toList()) {
      try (InputStream one = file.open(5, 4)) {
        assertThat(one.read()).isEqualTo(bytes[5] & 0xff);
        assertThat(one.read()).isEqualTo(bytes[6] & 0xff);
        assertThat(one.skip(1)).isEqualTo(1);
        assertThat(one.read()).isEqualTo(bytes[8] & 0xff);
        assertThat(one.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void generatedBytesFollowFromTheSeedAndRepeatNothing() throws IOException {
    byte[] bytes = read(FileSource.generated(1 << 16, 1), 0, 1 << 16);
    assertThat(read(FileSource.generated(1 << 20, 1), 0, 1 << 16)).isEqualTo(bytes);
    assertThat(read(FileSource.generated(1 << 16, 2), 0, 1 << 16)).isNotEqualTo(bytes);
    assertThat(Arrays.copyOfRange(bytes, 0, 1 << 15))
        .isNotEqualTo(Arrays.copyOfRange(bytes, 1 << 15, 1 << 16));
    assertThatThrownBy(() -> FileSource.generated(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A file can't have -1 bytes; give 0 or more.");
  }

  @ParameterizedTest
  @EnumSource
  void itsChecksumIsThatOfItsBytes(ChecksumAlgorithm algorithm) throws IOException {
    FileSource file = FileSource.generated(SIZE, 3);
    assertThat(file.checksum(algorithm))
        .isEqualTo(GrantClient.checksum(algorithm, read(file, 0, SIZE)))
        .isNotEqualTo(FileSource.generated(SIZE, 4).checksum(algorithm));
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    Path missing = folder.resolve("nothing");
    assertThatThrownBy(() -> FileSource.of(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(missing + " can't be read");
  }
}
