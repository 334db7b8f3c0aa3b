package io.uploadgrants.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever asks the machine for a server says so, or nobody would see what it does without one. */
class SuitesTests {

  private static final Path ROOT = Path.of("..");

  /** How a test gets at what Maven doesn't bring. */
  private static final Pattern ASKS =
      Pattern.compile(
          "Equipment\\.|Chromium\\.start\\(|getenv\\(\"UPLOAD_TEST_(MINIO|LOCALSTACK|MOTO|VERSITYGW|SEAWEEDFS|POSTGRESQL|GARAGE|RADOSGW)_"
              + "|@Testcontainers|UploadServer\\.(minio|localStack|versityGateway)\\("
              + "|Backend\\.(MINIO|LOCALSTACK|VERSITY_GATEWAY)\\.open");

  private static final Pattern SAYS = Pattern.compile("@Needs\\(|@Tag\\(\"" + Needs.TAG + "\"\\)");

  /** The text of each source of tests, by the name of its class. */
  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/test/java/.*\\.java"))
          .filter(file -> !file.toString().contains("/equipment/"))
          .collect(
              Collectors.toMap(SuitesTests::name, SuitesTests::text, String::concat, TreeMap::new));
    }
  }

  private static String name(Path source) {
    return String.valueOf(source.getFileName()).replace(".java", "");
  }

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /** The servers that the script has in this list of its, as equipment. */
  private static Set<Equipment> started(String list) {
    Matcher servers =
        Pattern.compile("(?m)^" + list + "=\\(([a-z ]+)\\)")
            .matcher(text(ROOT.resolve("tools/test-servers")));
    assertThat(servers.find()).as("the list '%s' of tools/test-servers", list).isTrue();
    return Stream.of(servers.group(1).split(" ", -1))
        .map(name -> Equipment.valueOf(name.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Equipment.class)));
  }

  private static Set<String> silentlyAsking(Map<String, String> sources) {
    Set<String> asking = new TreeSet<>();
    Pattern through = ASKS;
    int before;
    do {
      before = asking.size();
      for (Map.Entry<String, String> source : sources.entrySet()) {
        String text = source.getValue();
        if (through.matcher(text).find() && !SAYS.matcher(text).find()) {
          asking.add(source.getKey());
        }
      }
      // Whoever uses a class that asks, or extends it, asks too.
      String names = "(" + String.join("|", asking) + ")";
      through = Pattern.compile(ASKS + "|\\b" + names + "[.(]|\\bextends " + names + "\\b");
    } while (asking.size() > before);
    return asking;
  }

  @Test
  void everySuiteThatAsksForEquipmentSaysSo() throws IOException {
    Map<String, String> sources = sources();

    assertThat(sources).containsKeys("MinioAttackTests", "AvatarLocalStackTests", "LoginHttpTests");
    assertThat(silentlyAsking(sources))
        .contains("RunningServer", "MotoPool")
        .filteredOn(name -> name.endsWith("Tests"))
        .as("suites without @Needs, which names what the machine must have")
        .isEmpty();
  }

  @Test
  void aSuiteThatAsksThroughAnotherClassIsSeen() {
    assertThat(
            silentlyAsking(
                Map.of(
                    "Browsing", "Chromium.start()",
                    "Helper", "Equipment.MINIO.endpoint()",
                    "Silent", "Helper.open()",
                    "Inheriting", "class Inheriting extends Silent {",
                    "Saying", "@Needs(MINIO) Helper.open()",
                    "Other", "nothing of the kind")))
        .containsExactly("Browsing", "Helper", "Inheriting", "Silent");
  }

  @Test
  void whatPlainUpStartsCanBeRequiredAndNothingElse() {
    assertThat(started("usual")).isNotEmpty().allMatch(Equipment::canBeRequired);
    assertThat(started("slow")).isNotEmpty().noneMatch(Equipment::canBeRequired);
  }

  /** Otherwise suites of a server would be run there, and count as not skipped. */
  @Test
  void theRunWithoutEquipmentHasTheAddressOfNoServer() {
    String pom = text(ROOT.resolve("pom.xml"));

    assertThat(Stream.of("usual", "slow").flatMap(list -> started(list).stream()))
        .allSatisfy(
            server ->
                assertThat(pom)
                    .contains("<variable>UPLOAD_TEST_%s_ENDPOINT<".formatted(server.name())));
  }
}
