package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.testkit.UploadServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What an upload in parts is held to when it is completed ({@code x-amz-mp-object-size}). */
class EmbeddedCompletionTests {

  private static final int LEAST_PART = 5 << 20;
  private static final int LAST_PART = 3;
  private static final int SIZE = LEAST_PART + LAST_PART;

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final S3Client s3 = server.client();
  private final String bucket = server.bucket();
  private final List<CompletedPart> parts = new ArrayList<>();
  private String id = "";

  @BeforeEach
  void uploadThreePartsOfWhichTwoAreWanted() {
    id = s3.createMultipartUpload(create -> create.bucket(bucket).key("f")).uploadId();
    parts.add(upload(1, LEAST_PART));
    parts.add(upload(2, LAST_PART));
    upload(3, 1);
  }

  private CompletedPart upload(int number, int size) {
    UploadPartRequest part =
        UploadPartRequest.builder().bucket(bucket).key("f").uploadId(id).partNumber(number).build();
    String etag = s3.uploadPart(part, RequestBody.fromBytes(new byte[size])).eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private void complete(String size) {
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key("f")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(parts))
                .overrideConfiguration(all -> all.putHeader("x-amz-mp-object-size", size)));
  }

  @Test
  void theSizeIsThatOfThePartsThatAreNamed() {
    complete(Integer.toString(SIZE));
    assertThat(s3.headObject(head -> head.bucket(bucket).key("f")).contentLength()).isEqualTo(SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5242884", "5242882", "-1", "many"})
  void anotherSizeIsRefusedAndTheUploadStaysOpen(String size) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> complete(size))
        .satisfies(
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(400);
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidRequest");
            });
    assertThat(s3.listObjectsV2(list -> list.bucket(bucket)).contents()).isEmpty();
    complete(Integer.toString(SIZE));
  }
}
