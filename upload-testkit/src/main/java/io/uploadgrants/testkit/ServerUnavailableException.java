package io.uploadgrants.testkit;

/**
 * A server can't be had on this machine; the text says what was looked for and what needs none of
 * it.
 */
public final class ServerUnavailableException extends RuntimeException {

  ServerUnavailableException(String message) {
    super(message);
  }

  ServerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
