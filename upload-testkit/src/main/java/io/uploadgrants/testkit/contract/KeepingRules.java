package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.assertj.StoredObjectAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** What a profile and a request say of an object is stored with it, as far as it is claimed. */
abstract class KeepingRules extends JudgedRules {

  KeepingRules(GrantStrategyContract contract) {
    super(contract);
  }

  @ParameterizedTest
  @MethodSource("usable")
  void whatIsClaimedOfAnObjectIsStoredWithIt(ProfileVariety variety) {
    UploadProfile profile = variety.profile(strategy().kind());
    UploadRequest request = variety.request().build();
    UploadGrant grant = grants(profile).grant(request);

    assertThat(upload(grant)).isAccepted();

    String key = stored(grant);
    StoredObjectAssert object = assertThat(judge()).contains(key);
    HeadObjectResponse head =
        judge().client().headObject(get -> get.bucket(judge().bucket()).key(key));
    if (claims(grant, UploadConstraint.CONTENT_TYPE) && request.contentType() != null) {
      object.withContentType(request.contentType());
    }
    if (claims(grant, UploadConstraint.METADATA)) {
      profile.settings().metadata().forEach(object::withMetadata);
      request.metadata().forEach(object::withMetadata);
    }
    if (claims(grant, UploadConstraint.HEADERS) && keepsHeaders()) {
      assertThat(head.cacheControl())
          .as("cache control")
          .isEqualTo(profile.settings().cacheControl());
      assertThat(head.contentDisposition()).as("content disposition").startsWith("attachment");
    }
    boolean form = kind().isForm();
    if (claims(grant, UploadConstraint.TAGS)
        && keeps(form ? ServerCheck.FORM_TAGS : ServerCheck.TAGS)) {
      assertTags(profile.settings(), key);
    }
    if (claims(grant, UploadConstraint.STORAGE_CLASS)
        && keeps(form ? ServerCheck.FORM_STORAGE_CLASS : ServerCheck.STORAGE_CLASS)) {
      assertThat(head.storageClassAsString())
          .as("storage class")
          .isEqualTo(profile.settings().storageClass());
    }
    if (claims(grant, UploadConstraint.ENCRYPTION)
        && keeps(form ? ServerCheck.FORM_ENCRYPTION : ServerCheck.ENCRYPTION)) {
      assertThat(head.serverSideEncryptionAsString()).as("encryption").isEqualTo("AES256");
    }
    remove(key);
  }

  private static boolean claims(UploadGrant grant, UploadConstraint constraint) {
    return grant.enforced().get(constraint) == EnforcedBy.STORAGE;
  }

  private boolean keeps(ServerCheck check) {
    return judge().checks().contains(check);
  }

  private boolean keepsHeaders() {
    return !kind().isForm() || keeps(ServerCheck.FORM_DISPOSITION);
  }

  private void assertTags(ObjectSettings settings, String key) {
    assertThat(
            judge()
                .client()
                .getObjectTagging(get -> get.bucket(judge().bucket()).key(key))
                .tagSet())
        .as("tags")
        .containsExactlyInAnyOrderElementsOf(
            settings.tags().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList());
  }
}
