package io.uploadgrants.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.uploadgrants.equipment.architecture.EveryModule;
import io.uploadgrants.equipment.architecture.Packages;
import java.util.Set;

/** What this module may know, what it never does, and what it offers. */
@AnalyzeClasses(
    packages = "io.uploadgrants.testkit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest static final ArchTests everyModule = ArchTests.in(EveryModule.class);

  /** What whoever uses the test kit may call. */
  static final Set<String> PUBLIC_TYPES =
      Set.of(
          "AlteredToken",
          "Backend",
          "ClientSource",
          "FileSource",
          "GrantClient",
          "MultipartTransfer",
          "PartRefusedException",
          "RunningStore",
          "ServerCheck",
          "ServerSource",
          "ServerUnavailableException",
          "Tampering",
          "UploadAnswer",
          "UploadPart",
          "UploadServer",
          "assertj.AnswerAssert",
          "assertj.CompletedUploadAssert",
          "assertj.GrantAssert",
          "assertj.ServerAssert",
          "assertj.StoredObjectAssert",
          "assertj.UploadAssertions",
          "contract.GrantStrategyContract",
          "contract.UploadEndpointContract",
          "contract.UppyEndpointContract",
          "embedded.EmbeddedS3",
          "embedded.Faults",
          "embedded.TestClock",
          "embedded.identity.WebIdentities",
          "embedded.identity.WebIdentity",
          "junit.UploadTest",
          "policy.AccessRequest",
          "policy.Decision",
          "policy.MalformedPolicyException",
          "policy.SessionPolicy");

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

  /** What is public beside these is no API; {@link PackagesTests} looks after it. */
  @ArchTest
  static void publicTypesAreAConsciousList(JavaClasses main) {
    assertThat(Packages.publicTypes("io.uploadgrants.testkit", main)).containsAll(PUBLIC_TYPES);
  }
}
