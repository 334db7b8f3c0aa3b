package io.uploadgrants.samples.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.RolePolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The policies in the README are those that the library writes. */
class ReadmeTests {

  private static final String POOL = "eu-west-1:12345678-aaaa-bbbb-cccc-123456789012";
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void theRoleIsTheOneThatTheLibraryWrites() throws IOException {
    UploadTarget target = UploadTarget.bucket("photos").region("eu-west-1").build();
    UploadProfile folder =
        UploadProfile.named("folder")
            .kinds(GrantKind.TEMPORARY_CREDENTIALS)
            .scope(UploadScope.PREFIX)
            .keys(ObjectKeyPolicy.folder("uploads"))
            .validFor(Duration.ofMinutes(15))
            .build();

    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();

    assertThat(json.readTree(blocks.get(0)))
        .as(RolePolicies.identityPoolTrust(POOL))
        .isEqualTo(json.readTree(RolePolicies.identityPoolTrust(POOL)));
    assertThat(json.readTree(blocks.get(1)))
        .as(RolePolicies.identityPoolRole(POOL, "uploads", folder, target))
        .isEqualTo(json.readTree(RolePolicies.identityPoolRole(POOL, "uploads", folder, target)));
  }
}
