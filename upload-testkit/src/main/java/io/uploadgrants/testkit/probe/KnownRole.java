package io.uploadgrants.testkit.probe;

/** A server of which it is known which role can be assumed there, where it has any. */
public interface KnownRole {

  /** Returns the role's ARN. */
  String roleArn();
}
