package io.uploadgrants.spring;

/** System properties under which the AWS SDK finds nothing on this machine, and asks no host. */
public final class AwsSettings {

  private AwsSettings() {}

  /** {@return each as name=value} */
  public static String[] none() {
    return new String[] {
      "aws.disableEc2Metadata=true",
      "aws.configFile=target/no-such-file",
      "aws.sharedCredentialsFile=target/no-such-file"
    };
  }
}
