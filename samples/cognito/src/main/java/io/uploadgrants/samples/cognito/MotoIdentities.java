package io.uploadgrants.samples.cognito;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenResponse;

/**
 * What moto's identity pool forgets: it gives a user another identity each time, and its tokens are
 * opaque. So both are remembered on their way, and the store's STS asks here whom a token stands
 * for.
 */
final class MotoIdentities implements ExecutionInterceptor, WebIdentities {

  private static final String ISSUER = "https://cognito-identity.amazonaws.com";

  private final Map<String, String> identityOfUser = new ConcurrentHashMap<>();

  /** As long as Cognito's tokens are good for. */
  private final Cache<String, String> identityOfToken =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    if (context.request() instanceof GetIdRequest asked
        && context.response() instanceof GetIdResponse answer) {
      String token = asked.logins().values().iterator().next();
      String identity = identityOfUser.computeIfAbsent(user(token), user -> answer.identityId());
      return answer.toBuilder().identityId(identity).build();
    }
    return context.response();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof GetOpenIdTokenResponse answer) {
      identityOfToken.put(answer.token(), answer.identityId());
    }
  }

  /** Reads a token that the servlet has verified. */
  private static String user(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("A token that nobody verified", malformed);
    }
  }

  @Override
  public Optional<WebIdentity> verify(String token, Instant now) {
    return Optional.ofNullable(identityOfToken.getIfPresent(token))
        .map(identity -> new WebIdentity(identity, "sample", ISSUER, List.of("authenticated")));
  }
}
