package io.uploadgrants.testkit.kind;

import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.wire.WireSigned;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Credentials with which the client signs its own PUT. */
final class TemporaryCredentialsKind implements TestedKind {

  private static TemporaryCredentials session(UploadGrant grant) {
    return (TemporaryCredentials) grant;
  }

  @Override
  public WireUpload upload(UploadGrant grant, byte[] file, String fileName, InstantSource clock) {
    return WireSigned.of(session(grant), storedKey(grant, fileName), file, clock);
  }

  @Override
  public String storedKey(UploadGrant grant, String fileName) {
    return session(grant).scope() == UploadScope.PREFIX ? grant.key() + fileName : grant.key();
  }

  @Override
  public boolean isForm() {
    return false;
  }

  @Override
  public Map<String, String> texts(UploadGrant grant) {
    return session(grant).headers();
  }

  @Override
  public Map<String, String> secrets(UploadGrant grant) {
    Map<String, String> secrets = SecretNames.among(session(grant).headers());
    secrets.put("access key", session(grant).credentials().accessKeyId());
    secrets.put("secret key", session(grant).credentials().secretAccessKey());
    secrets.put("session token", session(grant).credentials().sessionToken());
    return secrets;
  }

  @Override
  public boolean isForOneFile() {
    return false;
  }

  @Override
  public Duration validity() {
    // STS makes no shorter sessions.
    return Duration.ofMinutes(15);
  }
}
