package io.uploadgrants.testkit.kind;

import io.uploadgrants.MultipartUpload;
import io.uploadgrants.SignedPart;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.wire.WireParts;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts, each a PUT to a signed URL; the test completes the upload in the application's place. */
final class MultipartKind implements TestedKind {

  private static MultipartUpload multipart(UploadGrant grant) {
    return (MultipartUpload) grant;
  }

  @Override
  public WireUpload upload(UploadGrant grant, byte[] file, String fileName, InstantSource clock) {
    return WireParts.of(multipart(grant), file);
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
    Map<String, String> texts = new LinkedHashMap<>();
    multipart(grant).parts().forEach(part -> texts.putAll(part.headers()));
    return texts;
  }

  @Override
  public Map<String, String> secrets(UploadGrant grant) {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("upload id", multipart(grant).plan().uploadId());
    for (SignedPart part : multipart(grant).parts()) {
      SecretNames.ofUrl(part.url())
          .forEach((name, value) -> secrets.put("part " + part.partNumber() + ", " + name, value));
    }
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
