package io.uploadgrants.testkit.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Credentials of an identity, used below its own prefix and everywhere else. */
final class OwnPrefix {

  private static final RequestBody BODY = RequestBody.fromString("hello");
  private final EmbeddedS3 server;
  private final String bucket;

  OwnPrefix(EmbeddedS3 server, String bucket) {
    this.server = server;
    this.bucket = bucket;
  }

  private S3Client client(AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .forcePathStyle(true)
        .credentialsProvider(credentials)
        .build();
  }

  private static AwsCredentialsProvider provider(AwsSessionCredentialsIdentity session) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  /**
   * Uploads below the own prefix in all ways, then tries what must be refused.
   *
   * @param sibling the identity of somebody else
   * @return how many attempts were refused
   */
  int assertIsTheOnlyOne(TemporaryCredentials grant, String sibling) {
    String own = grant.key();
    assertThat(own).isEqualTo("users/" + grant.identityId() + "/").doesNotContain(sibling);
    String siblings = "users/" + sibling + "/f";
    try (S3Client owner = client(server.credentials());
        S3Client user = client(provider(grant.credentials()))) {
      owner.putObject(put -> put.bucket(bucket).key(siblings), BODY);
      uploads(user, own);
      assertThat(
              owner.getObjectAsBytes(get -> get.bucket(bucket).key(own + "whole")).asUtf8String())
          .isEqualTo("hello");
      assertThat(owner.headObject(head -> head.bucket(bucket).key(own + "parts")).contentLength())
          .isEqualTo(5);
      Map<String, Consumer<S3Client>> attempts = attempts(own, siblings);
      attempts.forEach(
          (name, attempt) -> {
            S3Exception refused =
                catchThrowableOfType(S3Exception.class, () -> attempt.accept(user));
            assertThat(refused).as(name).isNotNull();
            assertThat(refused.statusCode()).as(name).isEqualTo(403);
            // The same call is right in itself, so it is the right that is missing.
            attempt.accept(owner);
          });
      owner.deleteObject(delete -> delete.bucket(bucket).key(siblings));
      return attempts.size();
    }
  }

  private void uploads(S3Client user, String own) {
    user.putObject(put -> put.bucket(bucket).key(own + "whole"), BODY);
    user.putObject(put -> put.bucket(bucket).key(own + "deep/er"), BODY);
    String upload =
        user.createMultipartUpload(create -> create.bucket(bucket).key(own + "parts")).uploadId();
    String etag =
        user.uploadPart(
                part -> part.bucket(bucket).key(own + "parts").uploadId(upload).partNumber(1), BODY)
            .eTag();
    assertThat(
            user.listParts(list -> list.bucket(bucket).key(own + "parts").uploadId(upload)).parts())
        .hasSize(1);
    user.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key(own + "parts")
                .uploadId(upload)
                .multipartUpload(
                    m -> m.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));
    String cancelled =
        user.createMultipartUpload(create -> create.bucket(bucket).key(own + "gone")).uploadId();
    user.abortMultipartUpload(abort -> abort.bucket(bucket).key(own + "gone").uploadId(cancelled));
  }

  private Map<String, Consumer<S3Client>> attempts(String own, String siblings) {
    Map<String, Consumer<S3Client>> attempts = new LinkedHashMap<>();
    String identity = own.substring("users/".length(), own.length() - 1);
    for (String key :
        new String[] {
          siblings,
          "users/f",
          "users/" + identity,
          "users/" + identity + "0/f",
          "users/" + identity.substring(0, identity.length() - 1) + "/f",
          "users/" + identity.substring(identity.indexOf(':') + 1) + "/f",
          "f",
          identity + "/f",
          "other/" + identity + "/f",
          "Users/" + identity + "/f",
          "xusers/" + identity + "/f",
          "users/x/users/" + identity + "/f"
        }) {
      attempts.put(
          "writes " + key, client -> client.putObject(put -> put.bucket(bucket).key(key), BODY));
      attempts.put(
          "starts an upload in parts of " + key,
          client -> client.createMultipartUpload(create -> create.bucket(bucket).key(key)));
    }
    for (String key : new String[] {own + "whole", siblings}) {
      attempts.put(
          "reads " + key, client -> client.getObjectAsBytes(get -> get.bucket(bucket).key(key)));
      attempts.put("heads " + key, client -> client.headObject(h -> h.bucket(bucket).key(key)));
      attempts.put(
          "copies " + key,
          client ->
              client.copyObject(
                  copy ->
                      copy.sourceBucket(bucket)
                          .sourceKey(key)
                          .destinationBucket(bucket)
                          .destinationKey(own + "copy")));
    }
    for (String prefix : new String[] {own, siblings, "users/", ""}) {
      attempts.put(
          "lists '" + prefix + "'",
          client -> client.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)));
      attempts.put(
          "lists uploads of '" + prefix + "'",
          client -> client.listMultipartUploads(list -> list.bucket(bucket).prefix(prefix)));
    }
    attempts.put("lists the buckets", S3Client::listBuckets);
    attempts.put(
        "deletes its own",
        client -> client.deleteObject(delete -> delete.bucket(bucket).key(own + "deep/er")));
    attempts.put(
        "deletes the sibling's",
        client -> client.deleteObject(delete -> delete.bucket(bucket).key(siblings + "2")));
    attempts.put(
        "deletes many",
        client ->
            client.deleteObjects(
                delete ->
                    delete
                        .bucket(bucket)
                        .delete(
                            d -> d.objects(ObjectIdentifier.builder().key(own + "x").build()))));
    return attempts;
  }
}
