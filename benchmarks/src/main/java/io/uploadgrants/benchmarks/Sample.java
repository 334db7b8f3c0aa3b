package io.uploadgrants.benchmarks;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The one upload that every benchmark signs. */
final class Sample {

  static final String BUCKET = "photos";
  static final String REGION = "eu-west-1";
  static final String ORIGIN = "https://photos.s3.eu-west-1.amazonaws.com";
  static final String HOST = "photos.s3.eu-west-1.amazonaws.com";
  static final String KEY = "avatars/alice/0f8fad5bd9cb469fa165708867289a4e";
  static final String TYPE = "image/png";
  static final long SIZE = 48_213;
  static final int SECONDS = 300;

  /** AWS's own example credentials. */
  static final AwsBasicCredentials CREDENTIALS =
      AwsBasicCredentials.create(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  /** For tickets; of nobody's. */
  static final String TOKEN_SECRET = "5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD";

  private Sample() {}
}
