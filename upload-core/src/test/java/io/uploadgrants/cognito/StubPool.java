package io.uploadgrants.cognito;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.CognitoIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenResponse;

/** An identity pool as AWS has it: one identity for the same logins, a new one for each guest. */
final class StubPool implements CognitoIdentityClient {

  static final String ID = "eu-west-1:11111111-2222-3333-4444-555555555555";

  final List<CognitoIdentityRequest> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> identities = new TreeMap<>();
  private int count;

  /** What it answers instead of the identity's own id, when set. */
  String answeredId = "";

  /** Runs before each answer. */
  Runnable before = () -> {};

  Supplier<Instant> expiry = () -> IdentityPools.NOW.plusSeconds(3600);

  private synchronized String identity(Map<String, String> logins) {
    return logins.isEmpty()
        ? fresh()
        : identities.computeIfAbsent(new TreeMap<>(logins).toString(), unknown -> fresh());
  }

  private String fresh() {
    return "eu-west-1:00000000-0000-0000-0000-%012x".formatted(++count);
  }

  private String answered(String id) {
    return answeredId.isEmpty() ? id : answeredId;
  }

  @Override
  public GetIdResponse getId(GetIdRequest request) {
    calls.add(request);
    before.run();
    return GetIdResponse.builder().identityId(answered(identity(request.logins()))).build();
  }

  @Override
  public GetOpenIdTokenResponse getOpenIdToken(GetOpenIdTokenRequest request) {
    calls.add(request);
    before.run();
    String id = answered(request.identityId());
    return GetOpenIdTokenResponse.builder().identityId(id).token("openid-of-" + id).build();
  }

  @Override
  public GetOpenIdTokenForDeveloperIdentityResponse getOpenIdTokenForDeveloperIdentity(
      GetOpenIdTokenForDeveloperIdentityRequest request) {
    calls.add(request);
    before.run();
    String id = answered(identity(request.logins()));
    return GetOpenIdTokenForDeveloperIdentityResponse.builder()
        .identityId(id)
        .token("openid-of-" + id)
        .build();
  }

  @Override
  public GetCredentialsForIdentityResponse getCredentialsForIdentity(
      GetCredentialsForIdentityRequest request) {
    calls.add(request);
    before.run();
    String id = answered(request.identityId());
    return GetCredentialsForIdentityResponse.builder()
        .identityId(id)
        .credentials(
            c ->
                c.accessKeyId("ASIA" + id.replaceFirst(".*-", ""))
                    .secretKey("secret-of-" + id)
                    .sessionToken("session-of-" + id)
                    .expiration(expiry.get()))
        .build();
  }

  /** Returns the only call of a kind. */
  <T extends CognitoIdentityRequest> T call(Class<T> kind) {
    List<T> found = calls.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " calls of " + kind.getSimpleName());
    }
    return found.get(0);
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
