package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** AWS's own client of IAM, and policies as the tests write them. */
public final class Iams {

  private Iams() {}

  public static IamClient client(URI endpoint, AwsCredentialsProvider credentials) {
    return IamClient.builder()
        .endpointOverride(endpoint)
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(credentials)
        .build();
  }

  /** A policy of these statements. */
  public static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  public static String allow(String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(action, resource);
  }

  public static String deny(String action, String resource) {
    return allow(action, resource).replace("Allow", "Deny");
  }

  /** Denies everything under a condition. */
  public static String denyIf(String condition) {
    return "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{%s}}"
        .formatted(condition);
  }

  public static void refused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refused -> {
              assertThat(refused.awsErrorDetails().errorCode())
                  .as(refused.getMessage())
                  .isEqualTo(code);
              assertThat(refused.statusCode()).isEqualTo(status);
            });
  }

  public static void denied(ThrowingCallable call) {
    refused(403, "AccessDenied", call);
  }
}
