package io.uploadgrants.testkit.probe;

import io.uploadgrants.GrantKind;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.probe.Probes.RefusedException;
import io.uploadgrants.testkit.wire.WirePut;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

/** Whether a server keeps what has come of an upload that breaks off. */
record WholeProbe(ProbeUploads uploads) {

  /** More than a server reads at once; of less it may see the end before it begins to keep it. */
  private static final byte[] FILE = new byte[100_000];

  private static final String PARTS = ProbeUploads.FOLDER + "/broken";
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  boolean keepsNoHalves() {
    UploadGrant whole = grant();
    UploadAnswer taken = GrantClient.of(uploads.server()).upload(whole, FILE);
    if (!taken.accepted()) {
      throw new RefusedException(whole + " answered " + taken);
    }
    uploads.delete(whole.key());
    return keepsNoHalfOfAPut() && keepsNoHalfOfAPart();
  }

  private UploadGrant grant() {
    return uploads
        .grants(
            GrantKind.PRESIGNED_PUT,
            profile -> profile.minSize(FILE.length).maxSize(FILE.length),
            request -> request.size((long) FILE.length))
        .get();
  }

  private boolean keepsNoHalfOfAPut() {
    PresignedPut grant = (PresignedPut) grant();
    boolean accepted = WirePut.of(grant, FILE).breakOff().accepted();
    boolean stored = uploads.exists(grant.key());
    uploads.delete(grant.key());
    return !accepted && !stored;
  }

  private boolean keepsNoHalfOfAPart() {
    UploadServer server = uploads.server();
    BucketView bucket = new BucketView(server.client(), server.bucket());
    String id;
    try {
      id = bucket.begin(PARTS);
    } catch (S3Exception none) {
      // A server without uploads in parts has no parts to keep.
      return true;
    }
    try {
      return !part(id).breakOff().accepted() && bucket.parts(PARTS, id).isEmpty();
    } finally {
      bucket.abort(PARTS, id);
    }
  }

  /** Signed by the SDK: the kit doesn't ask for the strategy whose needs it finds out. */
  private WirePut part(String id) {
    UploadServer server = uploads.server();
    try (S3Presigner signer =
        S3Presigner.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(server.credentials())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      PresignedUploadPartRequest signed =
          signer.presignUploadPart(
              presign ->
                  presign
                      .signatureDuration(VALIDITY)
                      .uploadPartRequest(
                          part ->
                              part.bucket(server.bucket())
                                  .key(PARTS)
                                  .uploadId(id)
                                  .partNumber(1)
                                  .contentLength((long) FILE.length)));
      Map<String, String> headers = new HashMap<>();
      signed.signedHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      return WirePut.of(new UploadPart(signed.url().toString(), headers, FILE));
    }
  }
}
