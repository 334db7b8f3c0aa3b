package io.uploadgrants.http;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.uploadgrants.equipment.architecture.ErrorTexts;
import io.uploadgrants.equipment.architecture.EveryModule;
import io.uploadgrants.equipment.architecture.Packages;

/** What this module may know, what it never does, and what it offers. */
@AnalyzeClasses(
    packages = "io.uploadgrants.http",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest static final ArchTests everyModule = ArchTests.in(EveryModule.class);
  @ArchTest static final ArchTests errorTexts = ArchTests.in(ErrorTexts.class);

  @ArchTest
  static final ArchRule ofOursItKnowsOnlyTheCoresApi =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.uploadgrants.s3..",
              "io.uploadgrants.sigv4..",
              "io.uploadgrants.iam..",
              "io.uploadgrants.sts..",
              "io.uploadgrants.cognito..",
              "jakarta..",
              "javax.servlet..",
              "org.springframework..");

  /** Identities are part of the core's API: temporary credentials have one. */
  @ArchTest
  static final ArchRule ofTheAwsSdkItKnowsOnlyIdentities =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("software.amazon.awssdk..")
                  .and(not(resideInAPackage("software.amazon.awssdk.identity.spi.."))));

  @ArchTest
  static void publicTypesAreAConsciousList(JavaClasses main) {
    assertThat(Packages.publicTypes("io.uploadgrants.http", main))
        .containsExactlyInAnyOrder(
            "HttpEndpoint",
            "UploadEndpoint",
            "UploadExchange",
            "UploadResponse",
            "uppy.UppyEndpoint",
            "uppy.UppyExchange");
  }
}
