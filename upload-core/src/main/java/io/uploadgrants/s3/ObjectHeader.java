package io.uploadgrants.s3;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadRequest;
import org.jspecify.annotations.Nullable;

/**
 * One header of an upload, known when the profile is compiled or with the request.
 *
 * @param name the header's name in lower case
 * @param constraint what it enforces, or {@code null} for none of its own
 * @param value makes its value, or {@code null} where a request has none
 */
record ObjectHeader(String name, @Nullable UploadConstraint constraint, Value value) {

  /** Makes a header's value. */
  @FunctionalInterface
  interface Value {
    @Nullable String of(UploadRequest request);
  }

  /** A value that every request has. */
  record Fixed(String text) implements Value {
    @Override
    public String of(UploadRequest request) {
      return text;
    }
  }

  static ObjectHeader fixed(String name, @Nullable UploadConstraint constraint, String value) {
    return new ObjectHeader(name, constraint, new Fixed(value));
  }
}
