package io.uploadgrants.testkit.kind;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.wire.WirePut;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** One PUT to a signed URL, with signed headers. */
final class PresignedPutKind implements TestedKind {

  private static PresignedPut put(UploadGrant grant) {
    return (PresignedPut) grant;
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
    Map<String, String> secrets = SecretNames.among(put(grant).headers());
    secrets.putAll(SecretNames.ofUrl(put(grant).url()));
    return secrets;
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
