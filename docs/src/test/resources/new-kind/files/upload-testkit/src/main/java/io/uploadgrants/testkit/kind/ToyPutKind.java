package io.uploadgrants.testkit.kind;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.ToyPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.wire.WirePut;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A toy goes over the wire as the presigned PUT in it, so that the attacks on PUTs are its own. */
final class ToyPutKind implements TestedKind {

  private static PresignedPut put(UploadGrant grant) {
    return ((ToyPut) grant).put();
  }

  @Override
  public WireUpload upload(UploadGrant grant, byte[] file, String fileName, InstantSource clock) {
    return WirePut.of(put(grant), file);
  }

  @Override
  public String storedKey(UploadGrant grant, String fileName) {
    return grant.key();
  }

  @Override
  public boolean isForm() {
    return false;
  }

  @Override
  public Map<String, String> texts(UploadGrant grant) {
    return put(grant).headers();
  }

  @Override
  public Map<String, String> secrets(UploadGrant grant) {
    return new PresignedPutKind().secrets(put(grant));
  }

  @Override
  public boolean isForOneFile() {
    return true;
  }

  @Override
  public Duration validity() {
    return Duration.ofMinutes(5);
  }
}
