package io.uploadgrants.benchmarks;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** From the start of the JVM to the AWS SDK's first URL. */
final class PresignerStart {

  private PresignerStart() {}

  public static void main(String[] args) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(Sample.CREDENTIALS))
            .build()) {
      System.out.println(
          presigner
              .presignPutObject(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofSeconds(Sample.SECONDS))
                          .putObjectRequest(
                              put ->
                                  put.bucket(Sample.BUCKET)
                                      .key(Sample.KEY)
                                      .contentLength(Sample.SIZE)
                                      .contentType(Sample.TYPE)))
              .url());
    }
  }
}
