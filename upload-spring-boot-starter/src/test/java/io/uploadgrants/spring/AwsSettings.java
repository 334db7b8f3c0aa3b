package io.uploadgrants.spring;

/** System properties under which the AWS SDK finds nothing on this machine, and asks no host. */
final class AwsSettings {

  static final String[] NONE = {
    "aws.disableEc2Metadata=true",
    "aws.configFile=target/no-such-file",
    "aws.sharedCredentialsFile=target/no-such-file"
  };

  private AwsSettings() {}
}
