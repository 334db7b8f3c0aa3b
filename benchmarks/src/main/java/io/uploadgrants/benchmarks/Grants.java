package io.uploadgrants.benchmarks;

import io.uploadgrants.CompletionSettings;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The entry as an application sets it up. */
public final class Grants {

  private Grants() {}

  /**
   * Builds the entry with one profile, {@code avatar}.
   *
   * @param kinds the kinds that the profile allows, the preferred one first
   * @return the entry
   */
  public static UploadGrants of(GrantKind... kinds) {
    return UploadGrants.builder()
        .target(target())
        .credentials(provider())
        .profile(profile(kinds))
        .build();
  }

  /** Builds the entry for presigned PUTs that are completed, so that each has a ticket. */
  static UploadGrants ticketed() {
    return UploadGrants.builder()
        .target(target())
        .credentials(provider())
        .tickets(EncryptedTickets.of(TokenSecrets.of(Sample.TOKEN_SECRET)))
        .profile(
            settings(GrantKind.PRESIGNED_PUT).completion(CompletionSettings.completion()).build())
        .build();
  }

  static UploadTarget target() {
    return UploadTarget.bucket(Sample.BUCKET).region(Sample.REGION).build();
  }

  static StaticCredentialsProvider provider() {
    return StaticCredentialsProvider.create(Sample.CREDENTIALS);
  }

  static UploadProfile profile(GrantKind... kinds) {
    return settings(kinds).build();
  }

  private static UploadProfile.Builder settings(GrantKind... kinds) {
    return UploadProfile.named("avatar")
        .kinds(kinds)
        .contentTypes("image/*")
        .maxSize(5 << 20)
        .validFor(Duration.ofSeconds(Sample.SECONDS))
        .keys(ObjectKeyPolicy.perSubject("avatars"));
  }

  /**
   * Builds a request, as an application does from what a client says.
   *
   * @param size the file's size in bytes
   * @return the request
   */
  public static UploadRequest request(long size) {
    return UploadRequest.of("avatar").by("alice").file("me.png", size, Sample.TYPE).build();
  }
}
