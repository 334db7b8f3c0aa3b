package io.uploadgrants.testkit.contract;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Grants with one profile of each sort, and an authorizer that a file's name can make refuse. */
final class ContractGrants {

  static final Instant NOW = Instant.parse("2026-11-24T10:15:30.750Z");

  private static final String ACCESS_KEY = "AKIDEXAMPLE00000TEST";
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLESECRET";
  private static final String SESSION_TOKEN = "FQoGZXIvYXdzEXAMPLESESSIONTOKEN";

  /** What stands in no answer but, partly, in a grant. */
  static final List<String> SECRETS =
      List.of(SECRET_KEY, SESSION_TOKEN, ACCESS_KEY, "X-Amz-Signature", "x-amz-signature");

  /** What foreign exceptions say, which may be a secret too. */
  static final String INNER = "inner secret of 10.1.2.3: " + SECRET_KEY;

  private ContractGrants() {}

  static UploadGrants.Builder builder() {
    return UploadGrants.builder()
        .target(UploadTarget.bucket("photos").region("eu-west-1").build())
        .credentials(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN)))
        .clock(() -> NOW)
        .authorizer(ContractGrants::throwWhatTheNameSays)
        .profile(
            UploadProfile.named("avatar")
                .kinds(PRESIGNED_PUT, POST_POLICY)
                .contentTypes("image/*")
                .maxSize(5_242_880)
                .keys(ObjectKeyPolicy.perSubject("avatars").withFileName())
                .build())
        .profile(
            UploadProfile.named("any")
                .openToGuests()
                .keys(ObjectKeyPolicy.perSubject("any").dated().withFileName())
                .contentDisposition(Disposition.ATTACHMENT)
                .fileNameAsMetadata("file-name")
                .build())
        .profile(
            UploadProfile.named("form")
                .kinds(POST_POLICY)
                .openToGuests()
                .keys(ObjectKeyPolicy.random("forms").withFileName())
                .fileNameAsMetadata("file-name")
                .build())
        .profile(UploadProfile.named("sized").minSize(10).maxSize(20).openToGuests().build())
        .profile(
            UploadProfile.named("checked")
                .requireChecksum(ChecksumAlgorithm.SHA256)
                .openToGuests()
                .build())
        .profile(
            UploadProfile.named("folder")
                .kinds(POST_POLICY)
                .scope(UploadScope.PREFIX)
                .contentTypes("image/*")
                .keys(ObjectKeyPolicy.perSubject("folders"))
                .build());
  }

  private static void throwWhatTheNameSays(UploadRequest request, UploadProfile profile) {
    String name = String.valueOf(request.fileName());
    if (name.startsWith("code:")) {
      throw new UploadRefusedException(ErrorCode.valueOf(name.substring(5)), "Told.", null, null);
    }
    if (name.startsWith("quota:")) {
      throw new OverQuotaException("Ten a day.", Duration.parse(name.substring(6)));
    }
    switch (name) {
      case "denied" -> throw UploadRefusedException.denied("Not on Sundays.");
      case "issuance" -> throw new IssuanceFailedException(INNER, new Error(INNER));
      case "configuration" -> throw new UploadConfigurationException("profiles.any", INNER);
      case "runtime" -> throw new IllegalStateException(INNER, new RuntimeException(INNER));
      default -> {}
    }
  }
}
