package io.uploadgrants.cognito;

import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.cognito.Authentication.CodeRequired;
import io.uploadgrants.cognito.Authentication.MfaSelection;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads Cognito's answers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html">AdminRespondToAuthChallenge</a>
 */
final class AuthenticationReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String ATTRIBUTE = "userAttributes.";

  private AuthenticationReader() {}

  static SignedIn signedIn(
      String username, Instant asked, @Nullable AuthenticationResultType result) {
    if (result == null
        || result.idToken() == null
        || result.accessToken() == null
        || result.expiresIn() == null) {
      throw malformed("tokens");
    }
    return new SignedIn(
        nameIn(result.accessToken(), username),
        result.idToken(),
        result.accessToken(),
        result.refreshToken(),
        asked.plusSeconds(result.expiresIn()));
  }

  /** Returns the name that a token from Cognito itself has, since an alias won't do later. */
  private static String nameIn(String accessToken, String given) {
    try {
      String name = SignedJWT.parse(accessToken).getJWTClaimsSet().getStringClaim("username");
      return name == null ? given : name;
    } catch (ParseException | RuntimeException opaque) {
      // Unchecked too: on JSON such as null, Nimbus fails by others than its own.
      return given;
    }
  }

  static Authentication challenge(
      String given,
      @Nullable String name,
      @Nullable String session,
      Map<String, String> parameters) {
    if (name == null || session == null) {
      throw malformed("a challenge");
    }
    String username = parameters.getOrDefault("USER_ID_FOR_SRP", given);
    ChallengeNameType known = ChallengeNameType.fromValue(name);
    return switch (known) {
      case NEW_PASSWORD_REQUIRED ->
          new NewPasswordRequired(
              username, session, attributes(parameters.get("requiredAttributes")));
      case SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP ->
          new CodeRequired(
              username, session, MfaMethod.of(known), parameters.get("CODE_DELIVERY_DESTINATION"));
      case SELECT_MFA_TYPE -> selection(username, session, parameters.get("MFAS_CAN_CHOOSE"));
      default -> throw UserPoolFailures.unknownChallenge(name);
    };
  }

  private static List<String> attributes(@Nullable String json) {
    return texts(json).stream()
        .map(name -> name.startsWith(ATTRIBUTE) ? name.substring(ATTRIBUTE.length()) : name)
        .toList();
  }

  private static MfaSelection selection(String username, String session, @Nullable String json) {
    List<String> names = texts(json);
    List<MfaMethod> methods = MfaMethod.known(names);
    if (methods.isEmpty()) {
      throw UserPoolFailures.unknownChallenge("a choice among " + names);
    }
    return new MfaSelection(username, session, methods);
  }

  /** Reads a list of texts, which Cognito sends as JSON within JSON. */
  private static List<String> texts(@Nullable String json) {
    List<String> texts = new ArrayList<>();
    if (json == null || json.isBlank()) {
      return texts;
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw malformed("a challenge");
      }
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getString());
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw malformed("a challenge");
      }
    } catch (JacksonException broken) {
      throw malformed("a challenge");
    }
    return texts;
  }

  private static IssuanceFailedException malformed(String what) {
    return new IssuanceFailedException(
        "Cognito's response has "
            + what
            + " that can't be read; check that the client's endpoint is Cognito's.",
        null);
  }
}
