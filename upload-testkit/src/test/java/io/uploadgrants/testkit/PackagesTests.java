package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.uploadgrants.equipment.architecture.Packages;
import io.uploadgrants.testkit.policy.Decision;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package of the test kit knows which. */
@AnalyzeClasses(
    packages = "io.uploadgrants.testkit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTests {

  private static final String ROOT = "io.uploadgrants.testkit";

  /** All of them, so that one which goes is taken off the list. The API has embedded clocks. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("API", Set.of("embedded")),
          Map.entry("wire", Set.of("API")),
          Map.entry("kind", Set.of("wire")),
          Map.entry("attack", Set.of("API", "kind", "wire", "bucket", "embedded")),
          Map.entry("probe", Set.of("API", "wire", "bucket", "embedded")),
          Map.entry("backend", Set.of("API", "wire", "bucket", "probe", "embedded")),
          Map.entry("assertj", Set.of("API", "kind")),
          Map.entry("contract", Set.of("API", "assertj", "kind", "embedded")),
          Map.entry("junit", Set.of("API")),
          Map.entry(
              "embedded",
              Set.of(
                  "embedded.access",
                  "embedded.http",
                  "embedded.iam",
                  "embedded.identity",
                  "embedded.query",
                  "embedded.request",
                  "embedded.signature",
                  "embedded.store",
                  "embedded.sts")),
          Map.entry(
              "embedded.access",
              Set.of("embedded.iam", "embedded.request", "embedded.signature", "policy")),
          Map.entry("embedded.http", Set.of("embedded.request")),
          Map.entry("embedded.iam", Set.of("embedded.query", "policy")),
          Map.entry("embedded.request", Set.of("embedded.query")),
          Map.entry("embedded.signature", Set.of("embedded.request")),
          Map.entry("embedded.store", Set.of("embedded.request")),
          Map.entry(
              "embedded.sts",
              Set.of("embedded.iam", "embedded.identity", "embedded.query", "policy")));

  /** What is found rather than called. */
  private static final Set<Class<?>> SERVICES = Set.of(ServerSource.class, ClientSource.class);

  @ArchTest
  static void eachPackageKnowsJustThese(JavaClasses main) {
    assertThat(arrows(main)).containsExactlyInAnyOrderEntriesOf(ARROWS);
  }

  /** Java has no word for "public to the test kit": whoever needs none of it shall not see it. */
  @ArchTest
  static void whatIsPublicAndNoApiIsNeededByAnotherPackage(JavaClasses main) {
    assertThat(Packages.publicTypes(ROOT, main))
        .filteredOn(name -> !ArchitectureTests.PUBLIC_TYPES.contains(name))
        .isNotEmpty()
        .map(name -> main.get(ROOT + "." + name))
        .allSatisfy(type -> assertThat(isNeeded(type)).as(type.getName()).isTrue())
        .extracting(PackagesTests::folder)
        .doesNotContain(
            "API", "assertj", "contract", "junit", "policy", "embedded", "embedded.identity");
  }

  private static boolean isNeeded(JavaClass type) {
    return SERVICES.stream().anyMatch(type::isAssignableTo)
        || type.getDirectDependenciesToSelf().stream()
            .anyMatch(each -> !folder(each.getOriginClass()).equals(folder(type)));
  }

  /** Rules that nothing could break would prove nothing. */
  @ArchTest
  static void theRulesAreBrokenByOffenders(JavaClasses unused) {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertThat(arrows(offender)).containsExactly(Map.entry("API", Set.of("policy")));
    assertThat(isNeeded(offender.get(Offender.class))).isFalse();
  }

  @SuppressWarnings("unused") // but by ArchUnit
  private record Offender(Decision decision) {}

  private static Map<String, Set<String>> arrows(JavaClasses classes) {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass origin : classes) {
      for (Dependency each : origin.getDirectDependenciesFromSelf()) {
        JavaClass target = each.getTargetClass();
        if (isOurs(target) && !folder(target).equals(folder(origin))) {
          arrows.computeIfAbsent(folder(origin), none -> new TreeSet<>()).add(folder(target));
        }
      }
    }
    return arrows;
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static String folder(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "API" : name.substring(ROOT.length() + 1);
  }
}
