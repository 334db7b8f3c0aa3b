package io.uploadgrants.testkit.assertj;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;

/**
 * The entry, to be imported in addition to AssertJ's own {@code assertThat}:
 *
 * <pre>{@code
 * assertThat(grant).isKind(PRESIGNED_PUT).expiresWithin(Duration.ofMinutes(5));
 * assertThat(client.upload(grant, bytes)).isAccepted();
 * assertThat(server).contains(grant.key()).withBytes(bytes);
 * assertThat(completions.complete(ticket, "alice")).isBy("alice").hasObjectOn(server);
 * }</pre>
 *
 * <p>A failure tells what was there and what was expected, and never a signature, a policy, a token
 * or a signed URL.
 */
public final class UploadAssertions {

  private UploadAssertions() {}

  /**
   * Starts assertions on a grant.
   *
   * @param grant the grant
   * @return its assertions
   */
  public static GrantAssert assertThat(UploadGrant grant) {
    return new GrantAssert(grant);
  }

  /**
   * Starts assertions on what a server's bucket holds.
   *
   * @param server the server
   * @return its assertions
   */
  public static ServerAssert assertThat(UploadServer server) {
    return new ServerAssert(server);
  }

  /**
   * Starts assertions on what a server answered to an upload.
   *
   * @param answer the answer
   * @return its assertions
   */
  public static AnswerAssert assertThat(UploadAnswer answer) {
    return new AnswerAssert(answer);
  }

  /**
   * Starts assertions on an upload that was completed.
   *
   * @param upload what completion, a listener or a receipt has told
   * @return its assertions
   */
  public static CompletedUploadAssert assertThat(CompletedUpload upload) {
    return new CompletedUploadAssert(upload);
  }
}
