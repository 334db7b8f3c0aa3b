package io.uploadgrants.testkit;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;

/** An upload as it goes over the wire, ready to be altered. Immutable. */
sealed interface WireUpload permits WirePut, WireForm {

  UploadAnswer send();

  /** The key of the object that the upload makes. */
  String key();

  /** Without a default, so that a new kind can't be forgotten: it doesn't compile. */
  static WireUpload of(UploadGrant grant, byte[] file, String fileName) {
    return switch (grant.kind()) {
      case PRESIGNED_PUT -> WirePut.of((PresignedPut) grant, file);
      case POST_POLICY -> WireForm.of((PostPolicy) grant, file, fileName);
    };
  }
}
