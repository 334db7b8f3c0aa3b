package io.uploadgrants.cognito;

/**
 * What a token of a user pool is for: its claim {@code token_use}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">Using
 *     tokens with user pools</a>
 */
public enum TokenUse {
  /** An access token: permission to call an API, such as an application's own. */
  ACCESS("access", "username"),

  /** An ID token: who the user is. It is also what an identity pool takes as a login. */
  ID("id", "cognito:username");

  private final String claim;
  private final String usernameClaim;

  TokenUse(String claim, String usernameClaim) {
    this.claim = claim;
    this.usernameClaim = usernameClaim;
  }

  /** Returns the value of {@code token_use}. */
  String claim() {
    return claim;
  }

  /** Returns the name of the claim that has the user's name. */
  String usernameClaim() {
    return usernameClaim;
  }

  /** Returns the name in texts. */
  String title() {
    return this == ID ? "ID token" : "access token";
  }
}
