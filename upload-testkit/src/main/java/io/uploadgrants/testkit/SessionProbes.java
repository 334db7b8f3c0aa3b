package io.uploadgrants.testkit;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What a server makes of temporary credentials; without an STS, nothing. */
record SessionProbes(ProbeUploads uploads) {

  private static final String WRITE_BELOW_ONE_PREFIX =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
        "Resource":"arn:aws:s3:::%s/%s/*"}]}""";

  boolean token() {
    AwsSessionCredentials one = session();
    AwsSessionCredentials other = session();
    String key = one.accessKeyId();
    String secret = one.secretAccessKey();
    for (GrantKind kind : ProbeUploads.KINDS) {
      uploads.delete(uploads.sendRight(grant(kind, one, ProbeUploads.FOLDER)));
      if (accepts(grant(kind, AwsBasicCredentials.create(key, secret), ProbeUploads.FOLDER))
          || accepts(
              grant(
                  kind,
                  AwsSessionCredentials.create(key, secret, other.sessionToken()),
                  ProbeUploads.FOLDER))) {
        return false;
      }
    }
    return true;
  }

  boolean policy() {
    AwsSessionCredentials session = session();
    for (GrantKind kind : ProbeUploads.KINDS) {
      uploads.delete(uploads.sendRight(grant(kind, session, ProbeUploads.FOLDER)));
      if (accepts(grant(kind, session, "elsewhere"))) {
        return false;
      }
    }
    return true;
  }

  private AwsSessionCredentials session() {
    String policy = WRITE_BELOW_ONE_PREFIX.formatted(server().bucket(), ProbeUploads.FOLDER);
    return new StsSessions(server(), uploads.clock()).assumeRole(policy);
  }

  private UploadGrant grant(GrantKind kind, AwsCredentials credentials, String folder) {
    return uploads
        .grants(
            kind,
            profile -> profile.keys(ObjectKeyPolicy.random(folder)),
            request -> request,
            StaticCredentialsProvider.create(credentials),
            uploads.clock())
        .get();
  }

  private boolean accepts(UploadGrant grant) {
    boolean accepted = uploads.send(grant).accepted();
    if (accepted) {
      uploads.delete(grant.key());
    }
    return accepted;
  }

  private UploadServer server() {
    return uploads.server();
  }
}
