package io.uploadgrants.spring.credentials;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An STS of the application's own, which writes down what it is asked for. */
public final class RecordingSts implements StsClient {

  private final List<AssumeRoleRequest> requests = new CopyOnWriteArrayList<>();
  private final List<AssumeRoleWithWebIdentityRequest> webIdentities = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  List<AssumeRoleRequest> requests() {
    return requests;
  }

  List<AssumeRoleWithWebIdentityRequest> webIdentities() {
    return webIdentities;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    requests.add(request);
    return AssumeRoleResponse.builder().credentials(credentials(request.durationSeconds())).build();
  }

  @Override
  public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request) {
    webIdentities.add(request);
    return AssumeRoleWithWebIdentityResponse.builder()
        .credentials(credentials(request.durationSeconds()))
        .build();
  }

  private static Credentials credentials(int seconds) {
    return Credentials.builder()
        .accessKeyId("SESSION")
        .secretAccessKey("secret")
        .sessionToken("token")
        .expiration(Instant.now().plusSeconds(seconds))
        .build();
  }

  @Override
  public String serviceName() {
    return "sts";
  }

  @Override
  public void close() {
    closed = true;
  }
}
