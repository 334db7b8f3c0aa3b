package io.uploadgrants.cognito;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** An STS that issues a session for any token. */
final class StubSts implements StsClient {

  final List<AssumeRoleWithWebIdentityRequest> calls =
      Collections.synchronizedList(new ArrayList<>());
  Runnable before = () -> {};
  Supplier<Instant> expiry = () -> IdentityPools.NOW.plusSeconds(3600);

  @Override
  public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request) {
    calls.add(request);
    before.run();
    return AssumeRoleWithWebIdentityResponse.builder()
        .credentials(
            c ->
                c.accessKeyId("ASIA" + calls.size())
                    .secretAccessKey("secret-of-" + request.webIdentityToken())
                    .sessionToken("session-of-" + request.webIdentityToken())
                    .expiration(expiry.get()))
        .build();
  }

  AssumeRoleWithWebIdentityRequest call() {
    if (calls.size() != 1) {
      throw new AssertionError(calls.size() + " calls");
    }
    return calls.get(0);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    throw new AssertionError("The client was given, and is closed by whoever made it");
  }
}
