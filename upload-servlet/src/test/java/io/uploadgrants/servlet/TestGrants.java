package io.uploadgrants.servlet;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Grants with one profile of each sort. */
final class TestGrants {

  static final String ACCESS_KEY = "AKIDEXAMPLE00000TEST";
  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLESECRET";
  static final String SESSION_TOKEN = "FQoGZXIvYXdzEXAMPLESESSIONTOKEN";
  static final Instant NOW = Instant.parse("2026-11-24T10:15:30.750Z");

  private TestGrants() {}

  static UploadGrants.Builder builder() {
    return UploadGrants.builder()
        .target(UploadTarget.bucket("photos").region("eu-west-1").build())
        .credentials(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN)))
        .clock(() -> NOW)
        .profile(
            UploadProfile.named("avatar")
                .kinds(PRESIGNED_PUT, POST_POLICY)
                .contentTypes("image/*")
                .maxSize(5_242_880)
                .build())
        .profile(UploadProfile.named("any").openToGuests().build())
        .profile(UploadProfile.named("form").kinds(POST_POLICY).openToGuests().build())
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
                .build());
  }

  static UploadServlet servlet() {
    return new UploadServlet(builder().build());
  }
}
