package io.uploadgrants.testkit.embedded.access;

/**
 * What a request needs of its session's policies.
 *
 * @param action for instance {@code s3:PutObject}
 * @param resource an ARN, or {@code *}
 */
record Access(String action, String resource) {

  static Access toObject(String action, String bucket, String key) {
    return new Access("s3:" + action, "arn:aws:s3:::" + bucket + "/" + key);
  }

  static Access toBucket(String action, String bucket) {
    return new Access("s3:" + action, "arn:aws:s3:::" + bucket);
  }
}
