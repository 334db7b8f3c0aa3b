package io.uploadgrants.testkit;

/**
 * A server isn't available on this machine; the text says what was looked for and what needs none
 * of it.
 */
public final class ServerUnavailableException extends RuntimeException {

  /**
   * Says what is missing.
   *
   * @param message what was looked for, and what needs none of it
   */
  public ServerUnavailableException(String message) {
    super(message);
  }

  /**
   * Says what is missing.
   *
   * @param message what was looked for, and what needs none of it
   * @param cause what it came of
   */
  public ServerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
