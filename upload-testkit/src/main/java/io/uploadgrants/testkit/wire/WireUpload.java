package io.uploadgrants.testkit.wire;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.UploadAnswer;
import java.time.InstantSource;

/** An upload as it goes over the wire, ready to be altered. Immutable. */
public sealed interface WireUpload permits WirePut, WireForm, WireSigned {

  UploadAnswer send();

  /** The key of the object that the upload makes. */
  String key();

  /**
   * Returns what a client sends with a grant. Without a default, so that a new kind can't be
   * forgotten: it doesn't compile.
   *
   * @param clock the time of what the client signs itself
   */
  static WireUpload of(UploadGrant grant, byte[] file, String fileName, InstantSource clock) {
    return switch (grant.kind()) {
      case PRESIGNED_PUT -> WirePut.of((PresignedPut) grant, file);
      case POST_POLICY -> WireForm.of((PostPolicy) grant, file, fileName);
      case TEMPORARY_CREDENTIALS ->
          WireSigned.of((TemporaryCredentials) grant, file, fileName, clock);
    };
  }
}
