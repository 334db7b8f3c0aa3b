package io.uploadgrants.testkit.kind;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.wire.WireForm;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A form with a signed policy. */
final class PostPolicyKind implements TestedKind {

  private static PostPolicy form(UploadGrant grant) {
    return (PostPolicy) grant;
  }

  @Override
  public WireUpload upload(UploadGrant grant, byte[] file, String fileName, InstantSource clock) {
    return WireForm.of(form(grant), file, fileName);
  }

  @Override
  public String storedKey(UploadGrant grant, String fileName) {
    return grant.key().replace("${filename}", fileName);
  }

  @Override
  public boolean isForm() {
    return true;
  }

  @Override
  public Map<String, String> texts(UploadGrant grant) {
    return form(grant).fields();
  }

  @Override
  public Map<String, String> secrets(UploadGrant grant) {
    return SecretNames.among(form(grant).fields());
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
