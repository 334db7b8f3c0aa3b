package io.uploadgrants.cognito;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a sign-in has come: done, or at a challenge that the user has to answer.
 *
 * <pre>{@code
 * Authentication result = pool.authenticate(username, password);
 * if (result instanceof Authentication.CodeRequired challenge) {
 *   result = pool.submitCode(challenge, code);
 * }
 * }</pre>
 *
 * <p>A challenge is a plain value that a later request can answer, usually within three minutes. It
 * holds Cognito's session, which stands for the password: keep it on the server.
 */
public sealed interface Authentication {

  /** {@return the user's own name where Cognito tells it, otherwise the one given to sign in} */
  String username();

  /**
   * The user is signed in.
   *
   * @param username the name that the pool has for the user, which {@link CognitoUserPool#refresh}
   *     needs
   * @param idToken who the user is, a JWT
   * @param accessToken what APIs take, a JWT
   * @param refreshToken what new tokens are had with, or {@code null} when refreshing gave no new
   *     one: then the present one goes on being valid
   * @param expiresAt the moment from which the access token is refused
   */
  record SignedIn(
      String username,
      String idToken,
      String accessToken,
      @Nullable String refreshToken,
      Instant expiresAt)
      implements Authentication {

    /** Checks that nothing is missing. */
    public SignedIn {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(idToken, "idToken");
      Objects.requireNonNull(accessToken, "accessToken");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Returns the expiry, but neither the user nor the tokens. */
    @Override
    public String toString() {
      return "SignedIn[tokens=<redacted>, expiresAt=%s]".formatted(expiresAt);
    }
  }

  /**
   * The password is a temporary one and right; the user has to choose a new one. Answered by {@link
   * CognitoUserPool#setNewPassword}.
   *
   * @param username the name that the pool has for the user
   * @param session Cognito's session, a secret
   * @param requiredAttributes the attributes to give with it, such as {@code email}; often none
   */
  record NewPasswordRequired(String username, String session, List<String> requiredAttributes)
      implements Authentication {

    /** Makes the list read-only. */
    public NewPasswordRequired {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(session, "session");
      requiredAttributes = List.copyOf(requiredAttributes);
    }

    /** Returns the attributes, but neither the user nor the session. */
    @Override
    public String toString() {
      return "NewPasswordRequired[session=<redacted>, requiredAttributes=%s]"
          .formatted(requiredAttributes);
    }
  }

  /**
   * The password is right, and a code of the second factor is needed. Answered by {@link
   * CognitoUserPool#submitCode}.
   *
   * @param username the name that the pool has for the user
   * @param session Cognito's session, a secret
   * @param method where the code comes from
   * @param destination where it was sent, masked by Cognito as in {@code +*******9934}, or {@code
   *     null} when it wasn't sent
   */
  record CodeRequired(
      String username, String session, MfaMethod method, @Nullable String destination)
      implements Authentication {

    /** Checks that nothing is missing. */
    public CodeRequired {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(method, "method");
    }

    /** Returns the method, but neither the user nor the session. */
    @Override
    public String toString() {
      return "CodeRequired[session=<redacted>, method=%s]".formatted(method);
    }
  }

  /**
   * The password is right, and the user has to choose a second factor. Answered by {@link
   * CognitoUserPool#selectMfa}.
   *
   * @param username the name that the pool has for the user
   * @param session Cognito's session, a secret
   * @param methods what there is to choose from, at least one
   */
  record MfaSelection(String username, String session, List<MfaMethod> methods)
      implements Authentication {

    /** Makes the list read-only. */
    public MfaSelection {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(session, "session");
      methods = List.copyOf(methods);
    }

    /** Returns the methods, but neither the user nor the session. */
    @Override
    public String toString() {
      return "MfaSelection[session=<redacted>, methods=%s]".formatted(methods);
    }
  }
}
