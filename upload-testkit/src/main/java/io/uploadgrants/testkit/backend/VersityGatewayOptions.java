package io.uploadgrants.testkit.backend;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * How versitygw is started, in a container or not.
 *
 * @param keys keys that may do everything
 */
record VersityGatewayOptions(AwsBasicCredentials keys) {

  /** A path that answers once requests are taken. */
  static final String HEALTH = "/_health";

  /** Returns options with a secret of their own. */
  static VersityGatewayOptions fresh() {
    return new VersityGatewayOptions(
        AwsBasicCredentials.create("upload-test", UUID.randomUUID().toString()));
  }

  Map<String, String> environment() {
    return Map.of("ROOT_ACCESS_KEY", keys.accessKeyId(), "ROOT_SECRET_KEY", keys.secretAccessKey());
  }

  /**
   * Returns the arguments.
   *
   * @param address where it listens
   * @param objects an empty folder
   * @param attributes another one, because not every file system keeps attributes of users
   */
  String[] arguments(String address, String objects, String attributes) {
    return new String[] {
      "--port", address, "--health", HEALTH, "--quiet", "posix", "--sidecar", attributes, objects
    };
  }

  AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(keys);
  }
}
