package io.uploadgrants;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.uploadgrants.equipment.architecture.ErrorTexts;
import io.uploadgrants.equipment.architecture.EveryModule;
import io.uploadgrants.equipment.architecture.Packages;
import java.util.Set;

/** The arrows between packages, and what main code never does. */
@AnalyzeClasses(
    packages = "io.uploadgrants",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTests.OnlyTheCore.class})
class ArchitectureTests {

  private static final Set<String> PUBLIC_TYPES =
      Set.of(
          "Checksum",
          "ChecksumAlgorithm",
          "CompletedUpload",
          "CompletionSettings",
          "Destination",
          "EncodedWords",
          "Encryption",
          "EnforcedBy",
          "ErrorCode",
          "ErrorText",
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
          "MultipartSettings",
          "MultipartUpload",
          "ObjectAccess",
          "ObjectKeyPolicy",
          "ObjectSettings",
          "OverQuotaException",
          "Overwrite",
          "PartPlan",
          "PostPolicy",
          "PostPolicySettings",
          "PresignedPut",
          "PresignedPutSettings",
          "RandomKeyPolicy",
          "SignedPart",
          "SignedParts",
          "SigningCredentials",
          "StoreFeature",
          "StorePreset",
          "TargetResolver",
          "s3.CreateHeaders",
          "TemporaryCredentials",
          "TemporaryCredentialsSettings",
          "TicketClaims",
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
          "UploadTicket",
          "UploadTickets",
          "aws.CallSettings",
          "aws.Deadline",
          "aws.PrintableText",
          "aws.S3Clients",
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
          "content.ContentCheck",
          "content.ContentVerdict",
          "response.BoundedBody",
          "completion.CompletionListener",
          "completion.MultipartProgress",
          "completion.StoredPart",
          "completion.UploadCompletions",
          "completion.UploadStatus",
          "completion.UploadedPart",
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
          "ledger.InMemoryReceiptLedger",
          "ledger.JdbcReceiptLedger",
          "ledger.ReceiptLedger",
          "ledger.ReceiptLedgerException",
          "probe.StoreFinding",
          "probe.StoreProbe",
          "probe.StoreProbeException",
          "probe.StoreReport",
          "s3.MultipartStrategy",
          "s3.ObjectUrls",
          "s3.PostPolicyStrategy",
          "s3.PresignedPutStrategy",
          "s3.S3Requests",
          "s3.ViewLink",
          "s3.ViewLinks",
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
          "sts.WebIdentitySource",
          "token.EncryptedTickets",
          "token.ReceiptKeys",
          "token.Receipts",
          "token.TokenSecrets");

  private static final String ROOT = "io.uploadgrants";

  @ArchTest static final ArchTests everyModule = ArchTests.in(EveryModule.class);
  @ArchTest static final ArchTests errorTexts = ArchTests.in(ErrorTexts.class);

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
              ROOT + ".content..",
              ROOT + ".probe..",
              ROOT + ".response..",
              ROOT + ".ledger..",
              ROOT + ".token..",
              ROOT + ".completion..");

  @ArchTest
  static final ArchRule tokensKnowTheApiAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".token..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".s3..", ROOT + ".sts..", ROOT + ".completion..");

  @ArchTest
  static final ArchRule theLedgerKnowsTheApiAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".ledger..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, ROOT + ".ledger.."))));

  @ArchTest
  static final ArchRule theSignerKnowsNeitherTheApiNorTheStrategies =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".sigv4..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, ROOT + ".s3..");

  @ArchTest
  static final ArchRule theContentCheckKnowsTheApiAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".content..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(not(resideInAnyPackage(ROOT, ROOT + ".content.."))));

  @ArchTest
  static final ArchRule exceptionsHaveOneBase =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .should()
          .beAssignableTo(UploadException.class)
          .andShould()
          .haveSimpleNameEndingWith("Exception");

  @ArchTest
  static void publicTypesAreAConsciousList(JavaClasses main) {
    assertThat(Packages.publicTypes(ROOT, main)).containsExactlyInAnyOrderElementsOf(PUBLIC_TYPES);
  }

  /** Rules that nothing could break would prove nothing. */
  @ArchTest
  static void theRulesAreBrokenByOffenders(JavaClasses main) {
    JavaClasses offenders = new ClassFileImporter().importClasses(Stray.class);
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

  private static final class Stray extends RuntimeException {}

  /** What tests share is below the root package too. */
  static final class OnlyTheCore implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/io/uploadgrants/equipment/");
    }
  }
}
