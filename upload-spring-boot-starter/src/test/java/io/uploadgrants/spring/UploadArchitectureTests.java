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
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;

/** The rules of Spring Boot's own architecture tests, and the arrows between our modules. */
@AnalyzeClasses(
    packages = "io.uploadgrants.spring",
    importOptions = ImportOption.DoNotIncludeTests.class)
class UploadArchitectureTests {

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
                              "io.uploadgrants.iam",
                              "io.uploadgrants.probe",
                              "io.uploadgrants.servlet",
                              "io.uploadgrants.sts",
                              "io.uploadgrants.spring..",
                              "io.uploadgrants.testkit.."))));

  /** Only tests have the test kit. */
  @ArchTest
  static final ArchRule onlyItsOwnAutoConfigurationNeedsTheTestKit =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("UploadServer")
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
            List.of("UploadJwtAutoConfiguration", "UploadUserPoolAutoConfiguration"),
            "org.springframework.security",
            List.of("JwtLoginTokens", "UploadJwtAutoConfiguration", "UserPoolJwtValidator"),
            "io.micrometer",
            List.of("GrantMeters", "SessionMeters", "UploadMetricsAutoConfiguration"))
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
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.uploadgrants.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should()
          .resideInAPackage("io.uploadgrants.spring..")
          .andShould(
              new ArchCondition<>("be in a null-marked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  events.add(
                      new SimpleConditionEvent(
                          item,
                          item.getPackage().isAnnotatedWith(NullMarked.class),
                          item.getPackageName()));
                }
              });

  @ArchTest static final ArchRule noStandardStreams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
  @ArchTest static final ArchRule noGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
  @ArchTest static final ArchRule noFieldInjection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
  @ArchTest static final ArchRule noJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static void thePublicTypesAreAConsciousList(JavaClasses all) {
    assertThat(all.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
        .extracting(JavaClass::getName)
        .map(name -> name.substring("io.uploadgrants.spring.".length()))
        .containsExactlyInAnyOrder(
            "UploadAutoConfiguration",
            "UploadCognitoProperties",
            "UploadCognitoProperties$IdentityPool",
            "UploadCognitoProperties$UserPool",
            "UploadConnectionDetails",
            "UploadGrantsCustomizer",
            "UploadIdentityPoolAutoConfiguration",
            "UploadJwtAutoConfiguration",
            "UploadMetricsAutoConfiguration",
            "UploadProperties",
            "UploadProperties$Encryption",
            "UploadProperties$Encryption$Type",
            "UploadProperties$Keys",
            "UploadProperties$PostPolicy",
            "UploadProperties$Profile",
            "UploadProperties$Servlet",
            "UploadProperties$TemporaryCredentials",
            "UploadRevokingAutoConfiguration",
            "UploadServerAutoConfiguration",
            "UploadServletAutoConfiguration",
            "UploadSettingsAutoConfiguration",
            "UploadStoreAutoConfiguration",
            "UploadStsAutoConfiguration",
            "UploadStsProperties",
            "UploadUserPoolAutoConfiguration");
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

  /** Else its settings would be refused as unknown. */
  @ArchTest
  static void theSettingsOfEveryClassAreKnown(JavaClasses all) {
    assertThat(KnownSettings.BOUND)
        .containsExactlyInAnyOrderEntriesOf(
            all.stream()
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .collect(
                    Collectors.toMap(
                        type -> type.getAnnotationOfType(ConfigurationProperties.class).value(),
                        JavaClass::reflect)));
  }
}
