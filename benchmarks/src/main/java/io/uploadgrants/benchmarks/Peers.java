package io.uploadgrants.benchmarks;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioClient;
import io.minio.PostPolicy;
import io.minio.http.Method;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The other libraries' signers, each set up as its documentation says, once. */
final class Peers {

  private final S3Presigner presigner =
      S3Presigner.builder()
          .region(Region.EU_WEST_1)
          .credentialsProvider(StaticCredentialsProvider.create(Sample.CREDENTIALS))
          .build();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  // The region is given, or the client would ask the network for it.
  private final MinioClient minio =
      MinioClient.builder()
          .endpoint("https://s3." + Sample.REGION + ".amazonaws.com")
          .region(Sample.REGION)
          .credentials(Sample.CREDENTIALS.accessKeyId(), Sample.CREDENTIALS.secretAccessKey())
          .build();

  String s3PresignerPut(long size) {
    return presigner
        .presignPutObject(
            presign ->
                presign
                    .signatureDuration(Duration.ofSeconds(Sample.SECONDS))
                    .putObjectRequest(
                        put ->
                            put.bucket(Sample.BUCKET)
                                .key(Sample.KEY)
                                .contentLength(size)
                                .contentType(Sample.TYPE)))
        .url()
        .toString();
  }

  String s3PresignerPart(String uploadId, int number, long size) {
    return presigner
        .presignUploadPart(
            presign ->
                presign
                    .signatureDuration(Duration.ofSeconds(Sample.SECONDS))
                    .uploadPartRequest(
                        part ->
                            part.bucket(Sample.BUCKET)
                                .key(Sample.KEY)
                                .uploadId(uploadId)
                                .partNumber(number)
                                .contentLength(size)))
        .url()
        .toString();
  }

  String httpSignerPut(long size) {
    SdkHttpRequest put =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(URI.create(Sample.ORIGIN + "/" + Sample.KEY))
            .putHeader("Content-Length", Long.toString(size))
            .putHeader("Content-Type", Sample.TYPE)
            .build();
    return signer
        .sign(
            request ->
                request
                    .identity(Sample.CREDENTIALS)
                    .request(put)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, Sample.REGION)
                    .putProperty(
                        AwsV4FamilyHttpSigner.EXPIRATION_DURATION,
                        Duration.ofSeconds(Sample.SECONDS))
                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false))
        .request()
        .getUri()
        .toString();
  }

  String minioPut() throws Exception {
    return minio.getPresignedObjectUrl(
        GetPresignedObjectUrlArgs.builder()
            .method(Method.PUT)
            .bucket(Sample.BUCKET)
            .object(Sample.KEY)
            .expiry(Sample.SECONDS)
            .build());
  }

  Map<String, String> minioPost(long size) throws Exception {
    PostPolicy policy =
        new PostPolicy(
            Sample.BUCKET, ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(Sample.SECONDS));
    policy.addEqualsCondition("key", Sample.KEY);
    policy.addEqualsCondition("Content-Type", Sample.TYPE);
    policy.addEqualsCondition("success_action_status", "201");
    policy.addContentLengthRangeCondition(size, size);
    return minio.getPresignedPostFormData(policy);
  }
}
