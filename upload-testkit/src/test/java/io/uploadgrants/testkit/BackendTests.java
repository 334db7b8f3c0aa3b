package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a server is named in the environment. */
class BackendTests {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, EMBEDDED",
        "' ', EMBEDDED",
        "embedded, EMBEDDED",
        "localstack, LOCALSTACK",
        "minio, MINIO",
        "' MinIO ', MINIO",
        "versity-gateway, VERSITY_GATEWAY",
        "attached, ATTACHED",
      })
  void itsNameIsItsIdInCapitalsOrNot(String named, Backend backend) {
    assertThat(Backend.ofId(named)).isEqualTo(backend);
  }

  @Test
  void anotherNameFailsWithThoseThatThereAre() {
    assertThatThrownBy(() -> Backend.ofId("s3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "UPLOAD_TEST_BACKEND is 's3', which is no server of the test kit; use one of: embedded, localstack, minio, versity-gateway, attached.");
  }
}
