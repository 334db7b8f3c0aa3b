package io.uploadgrants.cognito;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.PrintableText;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.sts.SessionRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityResponse;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenResponse;

/**
 * An identity pool, asked who somebody is.
 *
 * @param id the pool's id
 * @param client what asks it
 * @param providers those whose tokens are taken, by name
 * @param developerProvider the name under which the pool knows the application's own users, or
 *     {@code null}
 * @param guests whether there are guests
 */
record IdentityPool(
    IdentityPoolId id,
    CognitoIdentityClient client,
    Map<String, LoginProvider> providers,
    @Nullable String developerProvider,
    boolean guests) {

  /** How long the pool's own token is good for, in seconds: it is used at once. */
  private static final long TOKEN_LIFE = 300;

  /** Refuses what Cognito would refuse too, before any call. */
  void check(SessionRequest request) {
    request.logins().forEach(this::check);
    boolean guest = request.subject() == null && request.logins().isEmpty();
    if (guest && !guests) {
      throw required("The identity pool isn't open to guests; log in first.");
    }
    if (!guest && request.logins().isEmpty() && developerProvider == null) {
      throw required(
          "The request has no token of an identity provider, and the identity pool has no developer provider for the application's own users; log in with one of: "
              + names());
    }
  }

  private void check(String name, String token) {
    LoginProvider provider = providers.get(name);
    if (provider == null) {
      String shown = PrintableText.of(name);
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "'%s' is no identity provider whose logins are accepted; use one of: %s",
              shown, phrase(names())),
          sortedNames(),
          shown);
    }
    provider.checkToken(token);
  }

  private List<String> sortedNames() {
    return providers.keySet().stream().sorted().toList();
  }

  private String names() {
    return providers.isEmpty() ? "(none)" : String.join(", ", sortedNames());
  }

  /** Asks who somebody is: by the logins, else by the subject; each guest is somebody new. */
  Identity identify(CredentialExchange exchange) {
    SessionRequest request = exchange.request();
    String subject = request.subject();
    if (!request.logins().isEmpty() || subject == null) {
      return withLogins(request.logins(), exchange);
    }
    if (developerProvider == null) {
      throw new IllegalStateException("A request that wasn't checked");
    }
    return developer(developerProvider, subject, exchange);
  }

  private Identity withLogins(Map<String, String> logins, CredentialExchange exchange) {
    String answered =
        client
            .getId(
                get ->
                    get.identityPoolId(id.id())
                        .logins(logins)
                        .overrideConfiguration(exchange.left()))
            .identityId();
    return new Identity(
        IdentityPoolResponses.identityId(answered, id), logins, null, logins.isEmpty());
  }

  /** Logins are never sent along here: Cognito would link them to the subject for good. */
  private Identity developer(String provider, String subject, CredentialExchange exchange) {
    GetOpenIdTokenForDeveloperIdentityResponse answer =
        client.getOpenIdTokenForDeveloperIdentity(
            get ->
                get.identityPoolId(id.id())
                    .logins(Map.of(provider, subject))
                    .tokenDuration(TOKEN_LIFE)
                    .overrideConfiguration(exchange.left()));
    String token = exchange.secret(IdentityPoolResponses.part(answer.token(), "a token"));
    return new Identity(
        IdentityPoolResponses.identityId(answer.identityId(), id),
        Map.of(id.provider(), token),
        token,
        false);
  }

  /** Returns an identity with the pool's own token for it. */
  Identity withToken(Identity identity, CredentialExchange exchange) {
    GetOpenIdTokenResponse answer =
        client.getOpenIdToken(
            get ->
                get.identityId(identity.id())
                    .logins(identity.logins())
                    .overrideConfiguration(exchange.left()));
    return new Identity(
        // Whom the token stands for; it may be another than was asked for.
        IdentityPoolResponses.identityId(answer.identityId(), id),
        identity.logins(),
        exchange.secret(IdentityPoolResponses.part(answer.token(), "a token")),
        identity.guest());
  }

  private static UploadRefusedException required(String message) {
    return new UploadRefusedException(ErrorCode.AUTHENTICATION_REQUIRED, message, null, null);
  }
}
