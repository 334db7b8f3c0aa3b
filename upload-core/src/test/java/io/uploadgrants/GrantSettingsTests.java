package io.uploadgrants;

import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static io.uploadgrants.GrantSettings.temporaryCredentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantSettingsTests {

  private static UploadProfile profile(GrantSettings... kinds) {
    return UploadProfile.named("p").kinds(kinds).build();
  }

  @ParameterizedTest
  @EnumSource
  void aKindWithoutSettingsHasItsDefaults(GrantKind kind) {
    UploadProfile profile = UploadProfile.named("p").kinds(kind).build();
    assertThat(profile.kinds()).containsExactly(kind);
    assertThat(profile.grants()).containsExactly(kind.settings());
    assertThat(kind.settings().kind()).isEqualTo(kind);
    assertThat(kind.settings().reads()).isFalse();
  }

  @Test
  void aKindsSettingsAreFoundByTheirType() {
    PostPolicySettings form = postPolicy().successStatus(204);
    UploadProfile profile = profile(presignedPut(), form);
    assertThat(profile.kinds()).containsExactly(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY);
    assertThat(profile.grants(PostPolicySettings.class)).contains(form);
    assertThat(profile.grants(TemporaryCredentialsSettings.class)).isEmpty();
  }

  @Test
  void theSameSettingsTwiceAreOneKind() {
    assertThat(profile(postPolicy(), presignedPut(), postPolicy()).kinds())
        .containsExactly(GrantKind.POST_POLICY, GrantKind.PRESIGNED_PUT);
  }

  @Test
  void settingsAreCopiesThatNobodyChanges() {
    Set<ObjectAccess> access = new HashSet<>(Set.of(ObjectAccess.READ));
    TemporaryCredentialsSettings settings = new TemporaryCredentialsSettings(access);
    access.add(ObjectAccess.LIST);
    assertThat(settings.access()).containsExactly(ObjectAccess.READ);
    assertThat(settings.reads()).isTrue();
    PostPolicySettings plain = postPolicy();
    assertThat(plain.successStatus(200).successRedirect(URI.create("https://example.com/done")))
        .isEqualTo(new PostPolicySettings(200, URI.create("https://example.com/done")));
    assertThat(plain).isEqualTo(postPolicy());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 202, 302, -200})
  void s3KnowsNoOtherSuccessStatus(int status) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> postPolicy().successStatus(status))
        .withMessageContainingAll(Integer.toString(status), "200, 201 and 204")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("post-policy.success-status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/done", "javascript:alert(1)", "ftp://example.com", "https:/x"})
  void s3RedirectsToWebPagesAlone(String uri) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> postPolicy().successRedirect(URI.create(uri)))
        .withMessageContainingAll(uri, "absolute http")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("post-policy.success-redirect");
  }

  @Test
  void listingTakesAPrefix() {
    TemporaryCredentialsSettings lists = temporaryCredentials().access(ObjectAccess.values());
    lists.check(UploadScope.PREFIX);
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> lists.check(UploadScope.OBJECT))
        .withMessageContaining("set the scope to prefix")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("temporary-credentials.access");
  }
}
