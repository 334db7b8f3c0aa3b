package io.uploadgrants.samples.cognito;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The sample as {@code samples/cognito/start} starts it, on a port of its own: the store's CORS
 * rule names it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, useMainMethod = UseMainMethod.ALWAYS)
@ActiveProfiles("moto")
@Needs(Equipment.MOTO)
abstract class RunningSample {

  static final int PORT = TestSocketUtils.findAvailableTcpPort();
  static final SampleLogin ANN = MotoCognito.LOGINS.get(0);
  static final SampleLogin BEN = MotoCognito.LOGINS.get(1);

  @Autowired private MotoCognito moto;
  @Autowired private EmbeddedS3 store;
  @Autowired private UploadTarget target;

  @DynamicPropertySource
  static void port(DynamicPropertyRegistry properties) {
    properties.add("server.port", () -> PORT);
  }

  URI bucketUri() {
    return URI.create(store.endpoint() + "/" + target.bucket() + "/");
  }

  @AfterEach
  void emptyStore() {
    try (S3Client client = client()) {
      keys().forEach(key -> client.deleteObject(object -> object.bucket(target.bucket()).key(key)));
    }
  }

  /** Makes a user with a temporary password, that of {@link #BEN}. */
  String invite() {
    String username = "user-" + UUID.randomUUID();
    moto.users()
        .adminCreateUser(
            create ->
                create
                    .userPoolId(moto.userPoolId())
                    .username(username)
                    .temporaryPassword(BEN.password())
                    .messageAction(MessageActionType.SUPPRESS));
    return username;
  }

  List<String> keys() {
    try (S3Client client = client()) {
      return client.listObjectsV2(list -> list.bucket(target.bucket())).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  byte[] stored(String key) {
    try (S3Client client = client()) {
      return client
          .getObjectAsBytes(get -> get.bucket(target.bucket()).key(key))
          .asByteArrayUnsafe();
    }
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .forcePathStyle(true)
        .credentialsProvider(store.credentials())
        .build();
  }
}
