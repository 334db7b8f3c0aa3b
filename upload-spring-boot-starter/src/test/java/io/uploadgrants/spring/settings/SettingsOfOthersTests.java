package io.uploadgrants.spring.settings;

import static io.uploadgrants.spring.settings.UnknownSettingsTests.assertFails;
import static io.uploadgrants.spring.settings.UnknownSettingsTests.assertStarts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts whole applications beside what only looks like a setting, and beside what hides one. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsOfOthersTests {

  @Test
  void theVariablesOfAServiceThatIsCalledUploadAreLeftAlone() {
    assertStarts(
        Map.of(
            "UPLOAD_SERVICE_HOST", "10.0.171.239",
            "UPLOAD_SERVICE_PORT", "8080",
            "UPLOAD_SERVICE_PORT_HTTP", "8080",
            "UPLOAD_PORT", "tcp://10.0.171.239:8080",
            "UPLOAD_PORT_8080_TCP", "tcp://10.0.171.239:8080",
            "UPLOAD_PORT_8080_TCP_PROTO", "tcp",
            "UPLOAD_PORT_8080_TCP_PORT", "8080",
            "UPLOAD_PORT_8080_TCP_ADDR", "10.0.171.239",
            "UPLOAD_API_SERVICE_HOST", "10.0.171.240",
            "UPLOAD_API_PORT_53_UDP_ADDR", "10.0.171.240"));
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOAD_PORT, 8080",
    "UPLOAD_ENDPOINT_PORT, 9000",
    "UPLOAD_PROFILES_X_SERVICE, tcp://10.0.171.239:8080",
  })
  void aVariableThatIsNoServicesFails(String variable, String value, CapturedOutput output) {
    assertFails(Map.of(variable, value));

    assertThat(output.getOut()).contains("'" + variable + "' in System Environment");
  }

  @ParameterizedTest
  @CsvSource({
    "upload.profiles.x.max-size.bytes, upload.profiles.x.max-size",
    "upload.profiles.x.post-policy.success-redirect.host, upload.profiles.x.post-policy.success-redirect",
  })
  void aPartOfAValueFails(String written, String meant, CapturedOutput output) {
    assertFails(Map.of(), written + "=5");

    assertThat(output.getOut()).contains("'" + written + "' in ", "id you mean '" + meant + "'?");
  }

  @Test
  void ofOneJsonTextEachMemberCounts(CapturedOutput output) {
    assertFails(
        Map.of(
            "SPRING_APPLICATION_JSON",
            """
            {"upload": {"enpoint": "x", "dual-stack": true, "profiles": {"my scan": {"guests": true}}}}
            """));

    assertThat(output.getOut())
        .contains("'upload.enpoint' in ", "Did you mean 'upload.endpoint'?")
        .contains("'upload.profiles.my scan.guests' in ", "name the profile with letters")
        .doesNotContain("'upload.dual-stack'");
  }

  @Test
  void whatIsReferredToIsUsed(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("more.yaml"),
            """
            upload.profiles.x.keys.prefix: ${UPLOAD_FOLDER:in}/${upload.sub-folder}
            gallery.token: ${UPLOAD_TOKEN}
            """);
    Path env =
        Files.writeString(folder.resolve(".env"), "UPLOAD_FOLDER=a%nUPLOAD_DIR=b%n".formatted());

    assertStarts(
        Map.of("UPLOAD_TOKEN", "1", "UPLOAD_SUBFOLDER", "b"),
        "spring.config.import=" + file.toUri() + "," + env.toUri() + "[.properties]",
        "gallery.dir=${UPLOAD_DIR}",
        "upload.profiles.x.tags.dir=${UPLOAD_DIR}");
  }

  @Test
  void anApplicationsOwnNameThatBeginsAlikeIsLeftAlone() {
    assertStarts(Map.of(), "upload_dir=/data", "uploadDir=/data", "upload-dir=/data");
  }
}
