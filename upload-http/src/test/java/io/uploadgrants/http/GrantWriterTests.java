package io.uploadgrants.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GrantWriterTests {

  private static JsonNode written(UploadScope scope) throws IOException {
    TemporaryCredentials grant =
        new TemporaryCredentials(
            "sessions/alice/",
            scope,
            AwsSessionCredentials.create("ASIAHANDEDOUT0000000", "secret", "token"),
            UploadTarget.bucket("photos").region("eu-west-1").build(),
            Map.of(),
            null,
            Instant.parse("2026-11-24T10:20:30Z"),
            Map.of(UploadConstraint.KEY, EnforcedBy.STORAGE));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    GrantWriter.answer(grant).writeTo(body);
    return JsonMapper.shared().readTree(body.toByteArray());
  }

  @Test
  void credentialsAreToldBeforeWhereTheyAreGood() throws IOException {
    JsonNode one = written(UploadScope.OBJECT);
    JsonNode many = written(UploadScope.PREFIX);

    assertThat(one.propertyNames())
        .containsExactly(
            "kind", "key", "expiresAt", "enforced", "credentials", "bucket", "region", "pathStyle");
    assertThat(one.path("credentials").propertyNames())
        .containsExactly("accessKeyId", "secretAccessKey", "sessionToken", "expiration");
    assertThat(many.propertyNames())
        .containsExactly(
            "kind",
            "key",
            "expiresAt",
            "enforced",
            "credentials",
            "bucket",
            "region",
            "pathStyle",
            "keyPrefix");
    assertThat(many.path("keyPrefix")).isEqualTo(many.path("key"));
  }
}
