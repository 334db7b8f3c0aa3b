package io.uploadgrants;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The arrows between packages, and what main code never does. */
@AnalyzeClasses(packages = "io.uploadgrants", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  private static final Set<String> PUBLIC_TYPES =
      Set.of(
          "Checksum",
          "ChecksumAlgorithm",
          "EncodedWords",
          "Encryption",
          "EnforcedBy",
          "ErrorCode",
          "FileName",
          "GrantAuthorizer",
          "GrantDraft",
          "GrantIssuer",
          "GrantKind",
          "GrantListener",
          "GrantSettings",
          "GrantStrategy",
          "IssuanceFailedException",
          "KnownNames",
          "ObjectAccess",
          "ObjectKeyPolicy",
          "ObjectSettings",
          "OverQuotaException",
          "Overwrite",
          "PostPolicy",
          "PostPolicySettings",
          "PresignedPut",
          "PresignedPutSettings",
          "RandomKeyPolicy",
          "SigningCredentials",
          "StoreFeature",
          "StorePreset",
          "TargetResolver",
          "TemporaryCredentials",
          "TemporaryCredentialsSettings",
          "UploadConfigurationException",
          "UploadConstraint",
          "UploadConstraints",
          "UploadException",
          "UploadGrant",
          "UploadGrants",
          "UploadProfile",
          "UploadRefusedException",
          "UploadRequest",
          "UploadScope",
          "UploadTarget",
          "aws.CallSettings",
          "aws.Deadline",
          "aws.PrintableText",
          "aws.ServiceClient",
          "aws.ServiceErrors",
          "aws.StsLimits",
          "cognito.Authentication",
          "cognito.CognitoIdentityStrategy",
          "cognito.CognitoUserPool",
          "cognito.MfaMethod",
          "cognito.TokenUse",
          "cognito.UserPoolToken",
          "cognito.UserPoolTokens",
          "response.BoundedBody",
          "iam.ExternalId",
          "iam.GrantRevoker",
          "iam.IdentityPoolId",
          "iam.Revocation",
          "iam.RevocationException",
          "iam.RevocationListener",
          "iam.RevokedBy",
          "iam.RoleArn",
          "iam.RolePolicies",
          "iam.SessionName",
          "iam.UploadPolicy",
          "iam.UserPoolId",
          "probe.StoreFinding",
          "probe.StoreProbe",
          "probe.StoreProbeException",
          "probe.StoreReport",
          "s3.PostPolicyStrategy",
          "s3.PresignedPutStrategy",
          "s3.S3Requests",
          "sigv4.PercentEncoder",
          "sigv4.PresignRequest",
          "sigv4.SigV4Signer",
          "sigv4.SigningKey",
          "sts.AssumeRoleSource",
          "sts.FederationTokenSource",
          "sts.IssuedCredentials",
          "sts.IssuedSession",
          "sts.LoginProvider",
          "sts.SessionMetrics",
          "sts.SessionRequest",
          "sts.SessionSource",
          "sts.SubjectSessions",
          "sts.TemporaryCredentialsStrategy",
          "sts.WebIdentitySource");

  private static final String ROOT = "io.uploadgrants";

  @ArchTest
  static final ArchRule theApiKnowsNoStrategy =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".aws..",
              ROOT + ".s3..",
              ROOT + ".sigv4..",
              ROOT + ".iam..",
              ROOT + ".sts..",
              ROOT + ".cognito..",
              ROOT + ".probe..",
              ROOT + ".response..");

  @ArchTest
  static final ArchRule theSignerKnowsNeitherTheApiNorTheStrategies =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".sigv4..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, ROOT + ".s3..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethodWhere(describe("reads the system's clock", ArchitectureTests::readsClock))
          .orShould()
          .callConstructor(Date.class);

  @ArchTest static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule slf4jIsTheLog =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule packagesAreNamedByWhatTheyDo =
      noClasses()
          .should()
          .resideInAnyPackage("..impl..", "..util..", "..utils..", "..helper..", "..internal..");

  @ArchTest
  static final ArchRule exceptionsHaveOneBase =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .should()
          .beAssignableTo(UploadException.class)
          .andShould()
          .haveSimpleNameEndingWith("Exception");

  private static boolean readsClock(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    return owner.startsWith("java.time.") && name.equals("now")
        || owner.equals("java.time.Clock") && name.startsWith("system")
        || owner.equals("java.time.Clock") && name.startsWith("tick")
        || owner.equals("java.lang.System") && name.equals("currentTimeMillis");
  }

  @ArchTest
  static void publicTypesAreAConsciousList(JavaClasses main) {
    Set<String> found =
        main.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(type -> type.getName().substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).containsExactlyInAnyOrderElementsOf(PUBLIC_TYPES);
  }

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses main) {
    Set<JavaPackage> packages =
        main.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
    assertThat(packages)
        .extracting(JavaPackage::getName)
        .contains(
            ROOT,
            ROOT + ".aws",
            ROOT + ".s3",
            ROOT + ".sigv4",
            ROOT + ".iam",
            ROOT + ".sts",
            ROOT + ".cognito",
            ROOT + ".probe",
            ROOT + ".response");
    assertThat(packages)
        .allSatisfy(
            each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
  }

  /** Rules that nothing could break would prove nothing. */
  @ArchTest
  static void theRulesAreBrokenByOffenders(JavaClasses main) {
    JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class, Stray.class);
    assertThat(timeIsInjected.evaluate(offenders).getFailureReport().getDetails())
        .anyMatch(detail -> detail.contains("Instant.now()"))
        .anyMatch(detail -> detail.contains("LocalDate.now()"))
        .anyMatch(detail -> detail.contains("System.currentTimeMillis()"))
        .anyMatch(detail -> detail.contains("java.util.Date.<init>()"));
    assertThat(nothingIsPrinted.evaluate(offenders).hasViolation()).isTrue();
    assertThat(slf4jIsTheLog.evaluate(offenders).hasViolation()).isTrue();
    assertThat(exceptionsHaveOneBase.evaluate(offenders).hasViolation()).isTrue();
    assertThat(
            noClasses()
                .that()
                .resideInAPackage(ROOT + ".s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .evaluate(main)
                .hasViolation())
        .as("an arrow that exists is seen")
        .isTrue();
  }

  @SuppressWarnings({"JavaTimeDefaultTimeZone", "JavaUtilDate", "SystemOut", "unused"})
  private static final class Offender {
    private final Object[] times = {
      Instant.now(), LocalDate.now(), System.currentTimeMillis(), new Date()
    };

    private void log() {
      System.out.println(times.length);
      java.util.logging.Logger.getLogger("offender").info("x");
    }
  }

  private static final class Stray extends RuntimeException {}

  /** One slice for each package. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(ROOT)
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
