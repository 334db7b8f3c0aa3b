package io.uploadgrants.spring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.uploadgrants.equipment.architecture.ErrorTexts;
import io.uploadgrants.equipment.architecture.EveryModule;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.Offender;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;

/** The rules of Spring Boot's own architecture tests, and the arrows between our modules. */
@AnalyzeClasses(
    packages = UploadArchitectureTests.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class UploadArchitectureTests {

  static final String ROOT = "io.uploadgrants.spring";

  /** What each package may use of the others. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("", List.of()),
          Map.entry(".settings", List.of("")),
          Map.entry(".autoconfigure", List.of("", ".settings")),
          Map.entry(".servlet", List.of(".settings", ".autoconfigure")),
          Map.entry(".completion", List.of("", ".settings", ".autoconfigure")),
          Map.entry(".credentials", List.of("", ".settings", ".autoconfigure")),
          Map.entry(".login", List.of("", ".settings", ".autoconfigure", ".servlet")),
          Map.entry(".metrics", List.of(".settings", ".autoconfigure")),
          Map.entry(".probe", List.of("", ".autoconfigure", ".credentials")),
          Map.entry(".testkit", List.of("", ".settings", ".autoconfigure")),
          Map.entry(".testcontainers", List.of("", ".settings", ".autoconfigure")));

  @ArchTest static final ArchTests everyModule = ArchTests.in(EveryModule.class);
  @ArchTest static final ArchTests errorTexts = ArchTests.in(ErrorTexts.class);

  @ArchTest
  static final ArchRule autoConfigurationsArePublicAndFinal =
      classes()
          .that()
          .areAnnotatedWith(AutoConfiguration.class)
          .should()
          .bePublic()
          .andShould()
          .haveModifier(JavaModifier.FINAL)
          .andShould()
          .haveSimpleNameEndingWith("AutoConfiguration");

  @ArchTest
  static final ArchRule autoConfigurationsHaveNoPublicMethods =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(AutoConfiguration.class)
          .should()
          .bePublic();

  @ArchTest
  static final ArchRule autoConfigurationsHaveNoOtherConstructorThanTheImplicitOne =
      constructors()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(AutoConfiguration.class)
          .should()
          .haveRawParameterTypes(new Class<?>[0]);

  @ArchTest
  static final ArchRule beansAreMadeInAutoConfigurationsOnly =
      methods()
          .that()
          .areAnnotatedWith(Bean.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .beDeclaredInClassesThat(annotatedWith(AutoConfiguration.class));

  @ArchTest
  static final ArchRule conditionsAnalyzersAndFactoriesArentPublic =
      classes()
          .that()
          .areAssignableTo(Condition.class)
          .or()
          .areAssignableTo(FailureAnalyzer.class)
          .or()
          .areAssignableTo(ConnectionDetailsFactory.class)
          .should()
          .notBePublic();

  /** Spring must load the method's class to read the annotation, which fails without the class. */
  @ArchTest
  static final ArchRule conditionsOnClassesStandOnClasses =
      noMethods().should().beAnnotatedWith(ConditionalOnClass.class).allowEmptyShould(true);

  @ArchTest
  static final ArchRule ofOursOnlyTheApisOfCoreServletAndTestKitAreUsed =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.uploadgrants..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.uploadgrants",
                              "io.uploadgrants.cognito",
                              "io.uploadgrants.completion",
                              "io.uploadgrants.iam",
                              "io.uploadgrants.probe",
                              "io.uploadgrants.s3",
                              "io.uploadgrants.servlet",
                              "io.uploadgrants.sts",
                              "io.uploadgrants.token",
                              ROOT + "..",
                              "io.uploadgrants.testkit.."))));

  /** Only tests have the test kit. */
  @ArchTest
  static final ArchRule onlyItsOwnAutoConfigurationNeedsTheTestKit =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".testkit")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.uploadgrants.testkit..");

  /** An application without a servlet container has no servlet API either. */
  @ArchTest
  static final ArchRule onlyWhatIsForServletsNeedsTheServletApi =
      noClasses()
          .that()
          .doNotHaveSimpleName("UploadServletAutoConfiguration")
          .and()
          .doNotHaveSimpleName("UploadUppyAutoConfiguration")
          .and()
          .doNotHaveSimpleName("UploadCsrfAutoConfiguration")
          .and()
          .doNotHaveSimpleName("UploadUserPoolAutoConfiguration")
          .and()
          .doNotHaveSimpleName("UserPoolSubjects")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..",
              "io.uploadgrants.http",
              "io.uploadgrants.servlet",
              "org.springframework.boot.web..");

  /** Every other class must load where the libraries of these are missing. */
  @ArchTest
  static void eachOptionalLibraryIsNeededByItsOwnClassesOnly(JavaClasses all) {
    Map.of(
            "software.amazon.awssdk.services.sts",
            List.of("UploadStsAutoConfiguration", "UploadIdentityPoolAutoConfiguration"),
            "software.amazon.awssdk.services.iam",
            List.of("UploadRevokingAutoConfiguration"),
            "software.amazon.awssdk.services.cognitoidentity",
            List.of("UploadIdentityPoolAutoConfiguration"),
            "com.github.benmanes",
            List.of("UploadStsAutoConfiguration", "UploadIdentityPoolAutoConfiguration"),
            "com.nimbusds",
            List.of(
                "UploadCompletionAutoConfiguration",
                "UploadJwtAutoConfiguration",
                "UploadUserPoolAutoConfiguration"),
            "org.springframework.security",
            List.of(
                "JwtLoginTokens",
                "UploadCsrfAutoConfiguration",
                "UploadJwtAutoConfiguration",
                "UserPoolJwtValidator"),
            "io.micrometer",
            List.of(
                "CompletionMeters",
                "GrantMeters",
                "SessionMeters",
                "UploadMetricsAutoConfiguration"))
        .forEach(
            (library, own) ->
                noClasses()
                    .that(
                        DescribedPredicate.describe(
                            "aren't " + own, type -> !own.contains(type.getSimpleName())))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library + "..")
                    .check(all));
  }

  /** Tests alone have Testcontainers. */
  @ArchTest
  static final ArchRule onlyFactoriesNeedTestcontainers =
      noClasses()
          .that()
          .haveSimpleNameNotContaining("UploadConnectionDetailsFactory")
          .and()
          .haveSimpleNameNotContaining("LocalStack")
          .and()
          .haveSimpleNameNotContaining("Minio")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.testcontainers..", "org.springframework.boot.testcontainers..");

  @ArchTest
  static void arrowsPointToTheRoot(JavaClasses all) {
    ARROWS.keySet().forEach(from -> arrowsOf(from).check(all));
    assertThat(all.stream().map(JavaClass::getPackageName).distinct())
        .as("packages with arrows")
        .containsExactlyInAnyOrderElementsOf(ARROWS.keySet().stream().map(ROOT::concat).toList());
  }

  private static ArchRule arrowsOf(String from) {
    String[] ours =
        Stream.concat(Stream.of(from), ARROWS.getOrDefault(from, List.of()).stream())
            .map(ROOT::concat)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + from)
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ours))));
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.uploadgrants.(**)").should().beFreeOfCycles();

  /** Rules that nothing could break would prove nothing. */
  @ArchTest
  static void theRulesAboutPackagesAreBrokenByAnOffender(JavaClasses all) {
    JavaClasses offender =
        new ClassFileImporter()
            .importClasses(Offender.class, UploadAutoConfiguration.class, UploadProperties.class);
    assertThat(arrowsOf(".settings").evaluate(offender).getFailureReport().getDetails())
        .isNotEmpty()
        .allMatch(detail -> detail.contains("Offender"));
    assertThat(packagesHaveNoCycles.evaluate(offender).getFailureReport().getDetails())
        .singleElement(STRING)
        .contains("spring.autoconfigure", "spring.settings", "Offender");
  }

  @ArchTest static final ArchRule noGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
  @ArchTest static final ArchRule noFieldInjection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static void thePublicTypesAreAConsciousList(JavaClasses all) {
    assertThat(all.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
        .extracting(JavaClass::getName)
        .map(name -> name.substring(ROOT.length() + 1))
        .containsExactlyInAnyOrder(
            "NamedUploadTargets",
            "UploadClock",
            "UploadConnectionDetails",
            "UploadGrantsCustomizer",
            "autoconfigure.AwsClients",
            "autoconfigure.DefaultTarget",
            "autoconfigure.GrantStrategies",
            "autoconfigure.UploadAutoConfiguration",
            "autoconfigure.UploadTargets",
            "completion.UploadCompletionAutoConfiguration",
            "credentials.UploadIdentityPoolAutoConfiguration",
            "credentials.UploadRevokingAutoConfiguration",
            "credentials.UploadStsAutoConfiguration",
            "login.UploadCsrfAutoConfiguration",
            "login.UploadJwtAutoConfiguration",
            "login.UploadUserPoolAutoConfiguration",
            "metrics.UploadMetricsAutoConfiguration",
            "probe.UploadStoreAutoConfiguration",
            "servlet.UploadServletAutoConfiguration",
            "servlet.UploadUppyAutoConfiguration",
            "settings.ConditionalOnUploadProfile",
            "settings.LocalSettings",
            "settings.UploadCognitoProperties",
            "settings.UploadCognitoProperties$IdentityPool",
            "settings.UploadCognitoProperties$UserPool",
            "settings.UploadProperties",
            "settings.UploadProperties$Completion",
            "settings.UploadProperties$Encryption",
            "settings.UploadProperties$Encryption$Type",
            "settings.UploadProperties$Keys",
            "settings.UploadProperties$MoveTo",
            "settings.UploadProperties$Multipart",
            "settings.UploadProperties$PostPolicy",
            "settings.UploadProperties$Profile",
            "settings.UploadProperties$Receipts",
            "settings.UploadProperties$Servlet",
            "settings.UploadProperties$Target",
            "settings.UploadProperties$TemporaryCredentials",
            "settings.UploadProperties$Tickets",
            "settings.UploadProperties$Uppy",
            "settings.UploadSettings",
            "settings.UploadSettingsAutoConfiguration",
            "settings.UploadStsProperties",
            "testcontainers.UploadContainerAutoConfiguration",
            "testkit.UploadServerAutoConfiguration");
  }

  @ArchTest
  static void everyAutoConfigurationIsRegistered(JavaClasses all) {
    assertThat(ImportCandidates.load(AutoConfiguration.class, null).getCandidates())
        .filteredOn(name -> name.startsWith("io.uploadgrants."))
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                .filter(type -> type.isAnnotatedWith(AutoConfiguration.class))
                .map(JavaClass::getName)
                .toList());
  }
}
