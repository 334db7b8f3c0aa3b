package io.uploadgrants.samples.cognito;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.Authentication;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.cognito.CognitoUserPool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Logs in to the user pool. Takes {@code application/json} only, which a form of another site can't
 * send; and there is no cookie that such a site could use.
 */
@RestController
class LoginController {

  private final CognitoUserPool pool;
  private final Challenges challenges;

  LoginController(CognitoUserPool pool, Challenges challenges) {
    this.pool = pool;
    this.challenges = challenges;
  }

  @PostMapping(path = "/login", consumes = APPLICATION_JSON_VALUE)
  ResponseEntity<?> login(@RequestBody Login login) {
    return answer(pool.authenticate(login.username(), login.password()));
  }

  @PostMapping(path = "/login/new-password", consumes = APPLICATION_JSON_VALUE)
  ResponseEntity<?> newPassword(@RequestBody NewPassword given) {
    NewPasswordRequired challenge = challenges.find(given.challenge());
    if (challenge == null) {
      throw refused("This login has taken too long; log in again.");
    }
    // A password that the pool doesn't like leaves the challenge open for another.
    Authentication result = pool.setNewPassword(challenge, given.newPassword(), given.attributes());
    challenges.forget(given.challenge());
    return answer(result);
  }

  private ResponseEntity<?> answer(Authentication result) {
    if (result instanceof SignedIn signedIn) {
      // The other tokens can do more than this page needs.
      return uncached(new Welcome(signedIn.username(), signedIn.idToken()));
    }
    if (result instanceof NewPasswordRequired challenge) {
      return uncached(new Challenge(challenges.keep(challenge), challenge.requiredAttributes()));
    }
    throw refused("This user has a second factor, which this sample doesn't ask for; use another.");
  }

  private static ResponseEntity<?> uncached(Object body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }

  private static UploadRefusedException refused(String message) {
    return new UploadRefusedException(ErrorCode.AUTHENTICATION_REQUIRED, message, null, null);
  }

  /** What a login sends; its text has no password. */
  record Login(String username, String password) {

    Login {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "Login[<redacted>]";
    }
  }

  /** What answers a challenge; its text has no password. */
  record NewPassword(String challenge, String newPassword, Map<String, String> attributes) {

    NewPassword(String challenge, String newPassword, @Nullable Map<String, String> attributes) {
      this.challenge = Objects.requireNonNull(challenge, "challenge");
      this.newPassword = Objects.requireNonNull(newPassword, "newPassword");
      this.attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }

    @Override
    public String toString() {
      return "NewPassword[<redacted>]";
    }
  }

  /** Whoever has logged in; its text has no token. */
  record Welcome(String username, String idToken) {

    @Override
    public String toString() {
      return "Welcome[<redacted>]";
    }
  }

  /** What the page answers with {@link NewPassword}; its text has no id. */
  record Challenge(String challenge, List<String> requiredAttributes) {

    @Override
    public String toString() {
      return "Challenge[requiredAttributes=%s]".formatted(requiredAttributes);
    }
  }
}
