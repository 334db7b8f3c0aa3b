package io.uploadgrants.samples.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.cognito.CognitoUserPool;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample as it is set up for AWS, where nobody is called at the start. */
class AwsConfigurationTests {

  private static ConfigurableApplicationContext start(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--spring.profiles.active=aws",
                "--server.port=0",
                "--upload.bucket=photos",
                "--upload.region=eu-west-1",
                "--upload.cognito.identity-pool.id=eu-west-1:12345678-aaaa-bbbb-cccc-123456789012",
                "--upload.cognito.identity-pool.role-arn=arn:aws:iam::123456789012:role/uploads"));
    args.addAll(List.of(more));
    return CognitoApplication.start(args.toArray(String[]::new));
  }

  @Test
  void nothingOfMotoIsThere() {
    try (ConfigurableApplicationContext sample =
        start(
            "--upload.cognito.user-pool.id=eu-west-1_AbCdEf123",
            "--upload.cognito.user-pool.client-ids=1h57kf5cpq17m0eml12EXAMPLE",
            "--sample.client-secret=secret")) {
      assertThat(sample.getBeanNamesForType(EmbeddedS3.class)).isEmpty();
      assertThat(sample.getBeanNamesForType(MotoCognito.class)).isEmpty();
      assertThat(sample.getBean(UploadTarget.class).endpoint()).isNull();
      assertThat(sample.getBean(PageController.class).sample())
          .isEqualTo(new PageController.Hints("photos", List.of()));
      assertThat(sample.getBean(UploadGrants.class).profiles()).hasSize(1);
      for (Class<?> type :
          List.of(CognitoUserPool.class, UserPoolTokens.class, CognitoIdentityStrategy.class)) {
        assertThat(sample.getBeanNamesForType(type)).as(type.getSimpleName()).hasSize(1);
      }
    }
  }

  @Test
  void withoutAUserPoolTheStartSaysWhatToSet() {
    assertThatThrownBy(() -> start().close())
        .rootCause()
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            wrong -> assertThat(wrong.setting()).isEqualTo("cognito.user-pool.id"));
  }

  @Test
  void withoutAnAppClientTheStartSaysWhatToSet() {
    assertThatThrownBy(() -> start("--upload.cognito.user-pool.id=eu-west-1_AbCdEf123").close())
        .rootCause()
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            wrong -> assertThat(wrong.setting()).isEqualTo("cognito.user-pool.client-ids"));
  }
}
