package io.uploadgrants.testkit.embedded.identity;

import java.util.List;

/**
 * Whom a web identity token stands for.
 *
 * @param subject the token's {@code sub}: 1 to 255 characters
 * @param audience the token's {@code aud}
 * @param issuer the token's {@code iss}, for instance {@code
 *     https://cognito-identity.amazonaws.com}, with or without its scheme
 * @param authenticationMethods the token's {@code amr}, for instance {@code authenticated}; empty
 *     for none
 */
public record WebIdentity(
    String subject, String audience, String issuer, List<String> authenticationMethods) {

  private static final String SCHEME = "https://";
  private static final int MAX_SUBJECT = 255;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the subject, the audience or the issuer is empty, or the
   *     subject has more than 255 characters
   */
  public WebIdentity {
    if (subject.isEmpty() || audience.isEmpty() || issuer.isEmpty() || issuer.equals(SCHEME)) {
      throw new IllegalArgumentException(
          "The subject, the audience or the issuer is empty. A web identity has all three. Take"
              + " them from the token's sub, aud and iss.");
    }
    if (subject.length() > MAX_SUBJECT) {
      throw new IllegalArgumentException(
          "The subject has %,d characters. STS takes %d at most. Take the token's sub."
              .formatted(subject.length(), MAX_SUBJECT));
    }
    authenticationMethods = List.copyOf(authenticationMethods);
  }

  /**
   * Makes an identity without authentication methods.
   *
   * @param subject the token's {@code sub}: 1 to 255 characters
   * @param audience the token's {@code aud}
   * @param issuer the token's {@code iss}, with or without its scheme
   * @throws IllegalArgumentException when one of them is empty, or the subject has more than 255
   *     characters
   */
  public WebIdentity(String subject, String audience, String issuer) {
    this(subject, audience, issuer, List.of());
  }

  /**
   * {@return the issuer as condition keys name it: without its scheme, for instance {@code
   * cognito-identity.amazonaws.com}}
   */
  public String provider() {
    return issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
  }
}
