package io.uploadgrants;

/** The stable codes of refusals and failures, named as on the wire. */
public enum ErrorCode {
  /** The request has a value that no profile would take. */
  INVALID_REQUEST("invalid-request"),
  /** The profile isn't open to guests, and nobody is logged in. */
  AUTHENTICATION_REQUIRED("authentication-required"),
  /** The application's {@link GrantAuthorizer} said no. */
  DENIED("denied"),
  /** There is no profile of that name. */
  UNKNOWN_PROFILE("unknown-profile"),
  /** The file is larger than the profile allows. */
  TOO_LARGE("too-large"),
  /** The file is smaller than the profile allows. */
  TOO_SMALL("too-small"),
  /** The profile doesn't take files of that type. */
  TYPE_NOT_ALLOWED("type-not-allowed"),
  /** The profile bounds the size, the kind can't express a range, and no size was declared. */
  SIZE_REQUIRED("size-required"),
  /** The profile demands a checksum that the request doesn't have. */
  CHECKSUM_REQUIRED("checksum-required"),
  /** The profile doesn't allow the kind that was asked for. */
  KIND_NOT_ALLOWED("kind-not-allowed"),
  /** The application's {@link GrantAuthorizer} said: not now. */
  OVER_QUOTA("over-quota"),
  /** The ticket isn't one, was changed, or was made with a secret that is no longer known. */
  INVALID_TICKET("invalid-ticket"),
  /** The ticket belongs to somebody else. */
  TICKET_OF_ANOTHER_SUBJECT("ticket-of-another-subject"),
  /** The time to complete the upload is over. */
  TICKET_EXPIRED("ticket-expired"),
  /** Nothing was uploaded yet, or it is there no longer. */
  NO_SUCH_UPLOAD("no-such-upload"),
  /** What was uploaded isn't what was promised, and was removed. */
  OBJECT_DIFFERS("object-differs"),
  /** Parts of the upload aren't there yet, or aren't those that the client has named. */
  PARTS_MISSING("parts-missing"),
  /** The upload is whole, so that it can't be aborted any more. */
  ALREADY_COMPLETED("already-completed"),
  /** The receipt isn't one, was changed, has expired, or is somebody else's. */
  INVALID_RECEIPT("invalid-receipt"),
  /** Credentials or storage couldn't be reached. */
  ISSUANCE_FAILED("issuance-failed"),
  /** The application is set up in a way that can't be enforced. */
  INVALID_CONFIGURATION("invalid-configuration");

  private final String id;

  ErrorCode(String id) {
    this.id = id;
  }

  /** {@return the code on the wire, for instance {@code too-large}} */
  public String id() {
    return id;
  }
}
