package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.Encryption;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** MinIO has neither escapes nor conditions that a client can't forge, and gets neither. */
@Needs(Equipment.MINIO)
class MinioSessionScopeTests extends SessionScopeSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  Set<Integer> refusals() {
    return Set.of(403);
  }

  /** It keeps folders as directories, whose names have at most 255 bytes. */
  @Override
  boolean stores(String key) {
    return Stream.of(key.split("/")).allMatch(name -> name.length() <= 250);
  }

  /**
   * It compares a key's path, without the slash; what it makes is the holder's own all the same.
   */
  @Override
  boolean takesAKeyForItsFolder() {
    return true;
  }

  private static UploadProfile.Builder folders() {
    return profile(ObjectKeyPolicy.subjectFolder("minio"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b", "a?b", "${aws:username}", "$"})
  void aKeyWithAWildcardGetsNoCredentials(String subject) {
    var grants = grants(target(), profile(new RawFolders()));
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> grant(grants, subject))
        .withMessageContaining("policy-escapes");
  }

  @Test
  void whatItsPoliciesCannotDemandFailsAtBuild() {
    for (UploadProfile.Builder profile :
        List.of(
            folders().encryption(Encryption.sseS3()),
            folders().encryption(Encryption.sseKms(null)),
            folders().tag("kind", "a"),
            folders().acl("public-read"),
            folders().storageClass("REDUCED_REDUNDANCY"),
            folders().overwrite(Overwrite.NEVER),
            folders().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST)))) {
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> grants(target(), profile));
    }
  }

  /** Why {@link StoreFeature#POLICY_CONDITIONS} isn't taken for granted. */
  @Test
  void itsConditionsCanBeForgedWhichIsWhyTheyDoNotCount() {
    UploadProfile.Builder lists =
        folders().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST));
    TemporaryCredentials lister =
        grant(grants(target(StoreFeature.POLICY_CONDITIONS), lists), "lister");
    UploadProfile.Builder tags = folders().tag("kind", "a");
    TemporaryCredentials tagger =
        grant(grants(target(StoreFeature.POLICY_CONDITIONS), tags), "tagger");
    try (S3Client listing = server().client(StaticCredentialsProvider.create(credentials(lister)));
        S3Client tagging = server().client(StaticCredentialsProvider.create(credentials(tagger)))) {
      String bucket = server().bucket();
      isRefused(
          "list others",
          () -> listing.listObjectsV2(list -> list.bucket(bucket).prefix("users/victim/")));
      assertThat(
              listing
                  .listObjectsV2(
                      list ->
                          list.bucket(bucket)
                              .prefix("users/victim/")
                              .overrideConfiguration(
                                  o -> o.putHeader("Prefix", lister.key() + "x")))
                  .contents())
          .as("if MinIO refuses this one day, it may claim the feature")
          .isNotEmpty();
      RequestBody bytes = RequestBody.fromString("untagged");
      String key = tagger.key() + "a";
      isRefused(
          "write without tags", () -> tagging.putObject(p -> p.bucket(bucket).key(key), bytes));
      tagging.putObject(
          p ->
              p.bucket(bucket)
                  .key(key)
                  .overrideConfiguration(
                      o ->
                          o.putRawQueryParameter("RequestObjectTag/kind", "a")
                              .putRawQueryParameter("RequestObjectTagKeys", "kind")),
          bytes);
      assertThat(server().client().getObjectTagging(t -> t.bucket(bucket).key(key)).tagSet())
          .isEmpty();
      server().client().deleteObject(d -> d.bucket(bucket).key(key));
    }
  }

  private static AwsSessionCredentials credentials(TemporaryCredentials grant) {
    return AwsSessionCredentials.create(
        grant.credentials().accessKeyId(),
        grant.credentials().secretAccessKey(),
        grant.credentials().sessionToken());
  }
}
