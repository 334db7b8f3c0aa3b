package io.uploadgrants.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What this module may know, what it never does, and what it offers. */
@AnalyzeClasses(
    packages = "io.uploadgrants.testkit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  /** What whoever uses the test kit may call. */
  static final Set<String> PUBLIC_TYPES =
      Set.of(
          "AccessRequest",
          "AnswerAssert",
          "Backend",
          "ClientSource",
          "Decision",
          "EmbeddedS3",
          "Faults",
          "GrantAssert",
          "GrantClient",
          "GrantStrategyContract",
          "MalformedPolicyException",
          "RunningStore",
          "ServerAssert",
          "ServerCheck",
          "ServerSource",
          "ServerUnavailableException",
          "SessionPolicy",
          "StoredObjectAssert",
          "Tampering",
          "TestClock",
          "UploadAnswer",
          "UploadAssertions",
          "UploadEndpointContract",
          "UploadPart",
          "UploadServer",
          "UploadTest",
          "WebIdentities",
          "WebIdentity");

  @ArchTest
  static final ArchRule ofOursItKnowsOnlyTheCoresApi =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.uploadgrants.s3..",
              "io.uploadgrants.sigv4..",
              "io.uploadgrants.http..",
              "io.uploadgrants.servlet..",
              "org.springframework..");

  @ArchTest
  static final ArchRule policiesKnowNothingOfServers =
      noClasses()
          .that()
          .resideInAPackage("io.uploadgrants.testkit.policy..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "io.uploadgrants.testkit.policy..", "java..", "tools.jackson..", "org.jspecify..");

  @ArchTest
  static final ArchRule theServersKnowNoTestFramework =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.uploadgrants.testkit.junit..", "io.uploadgrants.testkit.contract..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.uploadgrants.testkit.junit..", "org.junit..");

  @ArchTest
  static final ArchRule theEmbeddedServerKnowsNoOther =
      noClasses()
          .that()
          .resideInAPackage("io.uploadgrants.testkit.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.uploadgrants.testkit");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule slf4jIsTheLog =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  /** What is public beside these is no API; {@link PackagesTests} looks after it. */
  @ArchTest
  static void publicTypesAreAConsciousList(JavaClasses main) {
    assertThat(main.stream())
        .filteredOn(
            type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsAll(PUBLIC_TYPES);
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses main) {
    assertThat(main.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue())
        .extracting(JavaPackage::getName)
        .contains("io.uploadgrants.testkit", "io.uploadgrants.testkit.policy");
  }
}
