package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.policy.SessionPolicy;

/**
 * An inline policy of a role.
 *
 * @param document as it was put
 * @param policy the same, read
 */
record InlinePolicy(String document, SessionPolicy policy) {

  static InlinePolicy parse(String document) {
    return new InlinePolicy(document, PolicyDocument.parse(document));
  }

  /** Returns the number of characters that count: "IAM does not count white space". */
  int size() {
    return (int) document.chars().filter(each -> " \t\r\n".indexOf(each) < 0).count();
  }

  /** Returns nothing of the document, as a session's policy. */
  @Override
  public String toString() {
    return "InlinePolicy[size=" + size() + "]";
  }
}
