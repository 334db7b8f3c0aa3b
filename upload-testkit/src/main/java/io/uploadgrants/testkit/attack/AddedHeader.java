package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A header that nobody granted, and that changes what is stored.
 *
 * @param name the header's name in lower case
 * @param value what it says
 * @param check what refuses it on a presigned PUT that doesn't sign it
 */
record AddedHeader(String name, String value, ServerCheck check) {

  static final String LOCK_MODE = "x-amz-object-lock-mode";
  static final String LEGAL_HOLD = "x-amz-object-lock-legal-hold";

  private static final String EVERYBODY = "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"";

  static List<AddedHeader> all() {
    return List.of(
        new AddedHeader("x-amz-meta-added", "1", ServerCheck.UNSIGNED_METADATA),
        new AddedHeader("x-amz-acl", "public-read", ServerCheck.UNSIGNED_ACLS),
        new AddedHeader("x-amz-grant-read", EVERYBODY, ServerCheck.UNSIGNED_ACLS),
        new AddedHeader("x-amz-tagging", "added=1", ServerCheck.UNSIGNED_TAGS),
        amz("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        amz("x-amz-server-side-encryption", "AES256"),
        amz("x-amz-website-redirect-location", "https://added.example/"),
        amz(LOCK_MODE, "GOVERNANCE"),
        amz(LEGAL_HOLD, "ON"),
        plain("cache-control", "max-age=31536000"),
        plain("content-disposition", "inline; filename=added.html"),
        plain("content-encoding", "gzip"),
        plain("content-language", "tlh"),
        plain("expires", "Thu, 01 Dec 2094 16:00:00 GMT"));
  }

  private static AddedHeader amz(String name, String value) {
    return new AddedHeader(name, value, ServerCheck.UNSIGNED_HEADERS);
  }

  private static AddedHeader plain(String name, String value) {
    return new AddedHeader(name, value, ServerCheck.PLAIN_HEADERS);
  }

  /** Returns it, with what has to go with it. */
  List<Wire.Header> sent(Instant now) {
    return name.equals(LOCK_MODE) ? lock(now) : List.of(new Wire.Header(name, value));
  }

  /** A lock that whoever may bypass it can remove, for an hour. */
  static List<Wire.Header> lock(Instant now) {
    Instant until = now.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
    return List.of(
        new Wire.Header(LOCK_MODE, "GOVERNANCE"),
        new Wire.Header("x-amz-object-lock-retain-until-date", until.toString()));
  }
}
