package io.uploadgrants.testkit.wire;

import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** An upload as it goes over the wire, ready to be altered. Immutable. */
public sealed interface WireUpload permits WirePut, WireForm, WireSigned, WireParts {

  /** The ways to send a file, each with what can be altered, whatever kind of grant it is of. */
  enum Shape {
    /** A {@link WirePut}. */
    PUT("put", ServerCheck.EXPIRY),
    /** A {@link WireForm}. */
    FORM("form", ServerCheck.FORM_EXPIRY),
    /** {@link WireParts}. */
    PARTS("parts", ServerCheck.EXPIRY),
    /** A {@link WireSigned}. */
    SIGNED("session", ServerCheck.EXPIRY);

    private final String label;
    private final ServerCheck expiry;

    Shape(String label, ServerCheck expiry) {
      this.label = label;
      this.expiry = expiry;
    }

    /** What the names of attempts begin with. */
    public String label() {
      return label;
    }

    /** What refuses it when its time is over. */
    public ServerCheck expiry() {
      return expiry;
    }
  }

  /** What it looks like. */
  Shape shape();

  UploadAnswer send();

  /**
   * Returns it with what the application does after it.
   *
   * @param client the application's
   * @param replacesNothing whether it leaves an object that is there
   */
  default WireUpload completedBy(S3Client client, String bucket, boolean replacesNothing) {
    return this;
  }

  /** What its grant brought: the values of parameters, headers and fields, and credentials. */
  List<String> texts();

  /** The key of the object that the upload makes. */
  String key();
}
