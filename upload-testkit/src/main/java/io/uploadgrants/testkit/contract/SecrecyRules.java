package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrants;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What no answer tells; each problem of the other rules is searched for secrets too. */
abstract class SecrecyRules extends ServedRules {

  SecrecyRules(UploadEndpointContract contract) {
    super(contract);
  }

  static Stream<RuntimeException> failuresThatTellASecret() {
    return Stream.of(
        SdkClientException.create(ContractGrants.INNER),
        new IllegalStateException(ContractGrants.INNER));
  }

  @ParameterizedTest
  @MethodSource("failuresThatTellASecret")
  void whatACredentialsProviderSaysOfItsFailureIsKept(RuntimeException failure) throws Exception {
    UploadGrants grants =
        ContractGrants.builder()
            .credentials(
                (AwsCredentialsProvider)
                    () -> {
                      throw failure;
                    })
            .build();

    withEndpoint(
        grants,
        endpoint -> {
          Reply reply = endpoint.post("{\"profile\":\"any\"}");

          assertThat(reply.status()).isGreaterThanOrEqualTo(500);
          reply.problem();
          assertThat(reply.text()).doesNotContain("inner", "10.1.2.3");
        });
  }

  @Test
  void theSecretKeyStandsInNoGrant() {
    String secret = ContractGrants.SECRETS.get(0);

    for (String profile : List.of("any", "form")) {
      Reply reply = endpoint().post("{\"profile\":\"" + profile + "\"}");

      reply.grant();
      assertThat(reply.text()).doesNotContain(secret);
    }
  }
}
