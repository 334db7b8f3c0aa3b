package io.uploadgrants.sts;

import static io.uploadgrants.ErrorText.phrase;

import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.aws.PrintableText;
import io.uploadgrants.iam.UserPoolId;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider, by the name that STS and Cognito know it under.
 *
 * @param name for instance {@code accounts.google.com}, {@code
 *     cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}, or a SAML provider's ARN; 1 to 256
 *     printable ASCII characters
 * @param issuer what its tokens have as {@code iss}, or {@code null} when they aren't JWTs
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html">Identity
 *     pools: third-party identity providers</a>
 */
public record LoginProvider(String name, @Nullable String issuer) {

  private static final String SCHEME = "https://";
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,256}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{4,20000}");
  private static final Pattern SAML =
      Pattern.compile("arn:aws[a-z0-9-]*:iam::[0-9]{12}:saml-provider/[\\w.-]{1,128}");

  /**
   * Checks the name.
   *
   * @throws UploadConfigurationException when the name isn't 1 to 256 printable ASCII characters
   */
  public LoginProvider {
    if (!NAME.matcher(name).matches()) {
      throw wrong(name, "1 to 256 printable ASCII characters, such as accounts.google.com");
    }
  }

  /**
   * Returns a user pool.
   *
   * @param userPoolId for instance {@code eu-west-1_AbCdEf123}
   * @return the provider
   * @throws UploadConfigurationException when it is no such id
   */
  public static LoginProvider userPool(String userPoolId) {
    return userPool(UserPoolId.of(userPoolId, "login-provider"));
  }

  /**
   * Returns a user pool.
   *
   * @param pool the pool's id
   * @return the provider
   */
  public static LoginProvider userPool(UserPoolId pool) {
    return new LoginProvider(pool.provider(), pool.issuer());
  }

  /** {@return Sign in with Google} */
  public static LoginProvider google() {
    return jwt("accounts.google.com");
  }

  /** {@return Sign in with Apple} */
  public static LoginProvider apple() {
    return jwt("appleid.apple.com");
  }

  /** {@return Facebook Login, whose tokens are opaque} */
  public static LoginProvider facebook() {
    return new LoginProvider("graph.facebook.com", null);
  }

  /** {@return Login with Amazon, whose tokens are opaque} */
  public static LoginProvider amazon() {
    return new LoginProvider("www.amazon.com", null);
  }

  /**
   * Returns an OpenID Connect provider that is set up in IAM. Its name is the issuer without {@code
   * https://}.
   *
   * @param issuer its issuer, an https URI without user, query and fragment
   * @return the provider
   * @throws UploadConfigurationException when it is no such URI
   */
  public static LoginProvider oidc(String issuer) {
    if (!isIssuer(issuer)) {
      throw wrong(issuer, "an https URI without user, query and fragment, as its tokens' iss");
    }
    return jwt(issuer.substring(SCHEME.length()));
  }

  private static boolean isIssuer(String issuer) {
    try {
      URI uri = new URI(issuer);
      return issuer.startsWith(SCHEME)
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /**
   * Returns a SAML provider that is set up in IAM.
   *
   * @param arn its ARN, {@code arn:aws:iam::123456789012:saml-provider/name}
   * @return the provider
   * @throws UploadConfigurationException when it is no such ARN
   */
  public static LoginProvider saml(String arn) {
    if (!SAML.matcher(arn).matches()) {
      throw wrong(arn, "a SAML provider's ARN, arn:aws:iam::123456789012:saml-provider/name");
    }
    return new LoginProvider(arn, null);
  }

  private static LoginProvider jwt(String name) {
    return new LoginProvider(name, SCHEME + name);
  }

  private static UploadConfigurationException wrong(String given, String rule) {
    return new UploadConfigurationException(
        "login-provider",
        "'%s' names no identity provider; give %s.",
        PrintableText.of(given),
        phrase(rule));
  }

  /**
   * Refuses a token that can't be this provider's, before anybody is asked. Whether it really is,
   * STS or Cognito finds out.
   *
   * @param token the token as a client sent it
   * @throws UploadRefusedException {@code invalid-request} when it isn't 4 to 20,000 printable
   *     ASCII characters, or when the provider's tokens are JWTs and it isn't one, or one of
   *     another issuer
   */
  public void checkToken(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw refused(
          ErrorText.of(
              "has %d characters, or one that isn't printable ASCII; a token has 4 to 20,000 of those",
              token.length()),
          null);
    }
    if (issuer == null) {
      return;
    }
    String given = issuerOf(token);
    if (given == null) {
      throw refused("is no signed JWT with an issuer, as this provider's are", null);
    }
    if (!withoutScheme(given).equals(withoutScheme(issuer))) {
      throw refused("is a token of another provider, '" + PrintableText.of(given) + "'", given);
    }
  }

  /** Google's tokens may have their issuer without a scheme. */
  private static String withoutScheme(String issuer) {
    return issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
  }

  private static @Nullable String issuerOf(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
    } catch (ParseException | RuntimeException malformed) {
      // Its text may show the token.
      return null;
    }
  }

  private UploadRefusedException refused(String fault, @Nullable String given) {
    return new UploadRefusedException(
        ErrorCode.INVALID_REQUEST,
        ErrorText.of(
            "The login of '%s' %s; send the token that this provider issued, as it is.",
            name, phrase(fault)),
        issuer,
        given == null ? null : PrintableText.of(given));
  }
}
