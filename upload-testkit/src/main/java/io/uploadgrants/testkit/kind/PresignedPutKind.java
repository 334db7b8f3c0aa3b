package io.uploadgrants.testkit.kind;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.wire.WirePut;
import io.uploadgrants.testkit.wire.WireUpload;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
    String query = URI.create(put(grant).url()).getRawQuery();
    if (query != null) {
      secrets.put("URL's query", query);
      for (String parameter : query.split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        if (SecretNames.contain(pair[0]) && pair.length == 2) {
          secrets.put(pair[0], pair[1]);
          secrets.put(pair[0] + ", decoded", URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
      }
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
