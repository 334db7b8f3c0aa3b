package io.uploadgrants.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.bucket.BucketName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** versitygw without a container: how it is found, and that nothing is left of it. */
class VersityGatewayProgramTests {

  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Path program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  @Needs(Equipment.VERSITYGW_BINARY)
  void aKilledRunLeavesNeitherTheProgramNorItsFolder() throws Exception {
    // Its temporary files are all in there.
    OtherJvm killed =
        OtherJvm.opening(
            Backend.VERSITY_GATEWAY,
            Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder),
            VersityGatewayProgramTests::isNoContainers);
    assertThat(BucketName.parse(killed.said())).isPresent();

    long end = System.nanoTime() + LONGEST_END.toNanos();
    while ((isNamed(folder) || !folders().isEmpty()) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(isNamed(folder)).as("a process that works in %s", folder).isFalse();
    assertThat(folders()).isEmpty();
  }

  private static boolean isNoContainers(String entry) {
    return !entry.contains("testcontainers");
  }

  private static boolean isNamed(Path folder) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .anyMatch(command -> command.contains(folder + File.separator));
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("upload-test-"))
          .toList();
    }
  }

  @Test
  void withoutContainersAndTheProgramOneLineSaysWhatToDo() {
    assertThat(
            OtherJvm.opening(
                    Backend.VERSITY_GATEWAY,
                    Map.of("PATH", folder.toString(), VersityGatewayProgram.VARIABLE, ""),
                    VersityGatewayProgramTests::isNoContainers)
                .said())
        .isEqualTo(
            "Testcontainers isn't on the class path: add org.testcontainers:testcontainers as a test dependency, or use UploadServer.embedded(), which needs neither it nor Docker. Or put the program versitygw on PATH: it needs no container.");
  }

  @Test
  void withoutAShellNothingIsLeftEither() throws IOException {
    Path program = program("versitygw", "");
    assertThat(
            OtherJvm.opening(
                    Backend.VERSITY_GATEWAY,
                    Map.of(
                        "PATH",
                        folder.toString(),
                        VersityGatewayProgram.VARIABLE,
                        program.toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Djava.io.tmpdir=" + folder),
                    VersityGatewayProgramTests::isNoContainers)
                .said())
        .startsWith("The program %s doesn't start: ".formatted(program))
        .contains("\"sh\"");
    assertThat(folders()).isEmpty();
  }

  @Test
  void aProgramThatEndsIsQuoted() throws IOException {
    Path broken = program("versitygw", "echo started\necho no disk left >&2\nexit 1\n");
    assertThatThrownBy(() -> new VersityGatewayProgram(broken).start())
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessage(
            "The program %s doesn't start: no disk left. UploadServer.embedded() needs none.",
            broken);
  }

  @Test
  void itIsTheOneOnThePathUnlessAnotherIsNamed() throws IOException {
    Path first = program("versitygw", "");
    Path named = program("another", "");
    String path = "/nowhere" + File.pathSeparator + folder;

    assertThat(VersityGatewayProgram.find(Map.of("PATH", path)))
        .contains(new VersityGatewayProgram(first));
    assertThat(
            VersityGatewayProgram.find(
                Map.of("PATH", path, VersityGatewayProgram.VARIABLE, named + " ")))
        .contains(new VersityGatewayProgram(named));
  }

  @Test
  void whatCantBeRunIsNoProgram() throws IOException {
    Path text = Files.writeString(folder.resolve("versitygw"), "not executable");

    assertThat(VersityGatewayProgram.find(Map.of())).isEmpty();
    assertThat(VersityGatewayProgram.find(Map.of("PATH", folder.toString()))).isEmpty();
    assertThat(VersityGatewayProgram.find(Map.of(VersityGatewayProgram.VARIABLE, text.toString())))
        .isEmpty();
    assertThat(
            VersityGatewayProgram.find(Map.of(VersityGatewayProgram.VARIABLE, folder.toString())))
        .isEmpty();
  }
}
