package io.uploadgrants.testkit.contract;

import static io.uploadgrants.GrantKind.TEMPORARY_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;

/** Temporary credentials, as they are told. */
abstract class CredentialsRules extends ServedRules {

  private static final UploadTarget AWS = UploadTarget.bucket("photos").region("eu-west-1").build();
  private static final UploadTarget OTHER_STORE =
      UploadTarget.bucket("photos")
          .region("us-east-1")
          .endpoint(URI.create("http://s3.internal:9000"))
          .publicEndpoint(URI.create("https://s3.example.com"))
          .pathStyle(true)
          .build();

  CredentialsRules(UploadEndpointContract contract) {
    super(contract);
  }

  @Test
  void temporaryCredentialsHaveTheirMembersAndNoOther() throws Exception {
    withEndpoint(
        grants(new HandedCredentials(null, Map.of()), AWS),
        endpoint -> {
          JsonNode grant = endpoint.post("{\"profile\":\"one\"}").grant();

          assertThat(grant.propertyNames())
              .containsExactlyInAnyOrder(
                  "kind",
                  "key",
                  "expiresAt",
                  "enforced",
                  "credentials",
                  "bucket",
                  "region",
                  "pathStyle");
          assertThat(grant.path("kind").asString()).isEqualTo("temporary-credentials");
          assertThat(grant.path("key").asString()).startsWith("sessions/alice/");
          assertThat(grant.path("expiresAt").asString()).isEqualTo("2026-11-24T10:20:30Z");
          assertThat(grant.path("bucket").asString()).isEqualTo("photos");
          assertThat(grant.path("region").asString()).isEqualTo("eu-west-1");
          assertThat(grant.path("pathStyle").isBoolean()).isTrue();
          assertThat(grant.path("pathStyle").asBoolean()).isFalse();
          assertCredentials(grant.path("credentials"));
        });
  }

  private static void assertCredentials(JsonNode credentials) {
    assertThat(credentials.propertyNames())
        .containsExactlyInAnyOrder("accessKeyId", "secretAccessKey", "sessionToken", "expiration");
    assertThat(credentials.path("accessKeyId").asString()).isEqualTo(HandedCredentials.ACCESS_KEY);
    assertThat(credentials.path("secretAccessKey").asString())
        .isEqualTo(HandedCredentials.SECRET_KEY);
    assertThat(credentials.path("sessionToken").asString())
        .isEqualTo(HandedCredentials.SESSION_TOKEN);
    assertThat(credentials.path("expiration").asString()).isEqualTo("2026-11-24T10:20:30Z");
  }

  @Test
  void credentialsForAPrefixOfAnotherStoreTellThePrefixAndThePublicEndpoint() throws Exception {
    withEndpoint(
        grants(new HandedCredentials(null, Map.of()), OTHER_STORE),
        endpoint -> {
          JsonNode grant = endpoint.post("{\"profile\":\"many\"}").grant();

          assertThat(grant.propertyNames())
              .containsExactlyInAnyOrder(
                  "kind",
                  "key",
                  "expiresAt",
                  "enforced",
                  "credentials",
                  "bucket",
                  "region",
                  "endpoint",
                  "pathStyle",
                  "keyPrefix");
          assertThat(grant.path("endpoint").asString()).isEqualTo("https://s3.example.com");
          assertThat(grant.path("pathStyle").asBoolean()).isTrue();
          assertThat(grant.path("keyPrefix").asString())
              .startsWith("sessions/alice/")
              .endsWith("/");
          assertThat(grant.path("key")).isEqualTo(grant.path("keyPrefix"));
        });
  }

  @Test
  void credentialsTellTheIdentityAndTheHeadersWhereThereAreSome() throws Exception {
    HandedCredentials strategy =
        new HandedCredentials("eu-west-1:11111111-2222", Map.of("if-none-match", "*"));

    withEndpoint(
        grants(strategy, AWS),
        endpoint -> {
          JsonNode grant = endpoint.post("{\"profile\":\"one\"}").grant();

          assertThat(grant.propertyNames())
              .containsExactlyInAnyOrder(
                  "kind",
                  "key",
                  "expiresAt",
                  "enforced",
                  "credentials",
                  "bucket",
                  "region",
                  "pathStyle",
                  "identityId",
                  "headers");
          assertThat(grant.path("identityId").asString()).isEqualTo("eu-west-1:11111111-2222");
          assertThat(grant.path("headers").propertyNames()).containsExactly("if-none-match");
          assertThat(grant.path("headers").path("if-none-match").asString()).isEqualTo("*");
        });
  }

  private static UploadGrants grants(HandedCredentials strategy, UploadTarget target) {
    return UploadGrants.builder()
        .target(target)
        .credentials(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("unused", "unused")))
        .clock(() -> ContractGrants.NOW)
        .strategy(strategy)
        .profile(
            UploadProfile.named("one")
                .kinds(TEMPORARY_CREDENTIALS)
                .keys(ObjectKeyPolicy.perSubject("sessions"))
                .build())
        .profile(
            UploadProfile.named("many")
                .kinds(TEMPORARY_CREDENTIALS)
                .scope(UploadScope.PREFIX)
                .keys(ObjectKeyPolicy.perSubject("sessions"))
                .build())
        .build();
  }
}
