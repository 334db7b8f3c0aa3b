package io.uploadgrants.samples.testing;

import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import org.springframework.stereotype.Component;

/** What a user may upload as the own picture. */
@Component
final class Avatars {

  private final UploadGrants grants;

  Avatars(UploadGrants grants) {
    this.grants = grants;
  }

  UploadGrant grant(String user, String fileName, long size, String contentType) {
    return grants.grant(
        UploadRequest.of("avatar").by(user).file(fileName, size, contentType).build());
  }
}
