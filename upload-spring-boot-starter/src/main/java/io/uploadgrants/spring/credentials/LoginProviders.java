package io.uploadgrants.spring.credentials;

import io.uploadgrants.sts.LoginProvider;

/** Identity providers as properties name them. */
final class LoginProviders {

  private LoginProviders() {}

  /** Returns a provider by its short name, its issuer, its ARN, or the id of a user pool. */
  static LoginProvider named(String name) {
    return switch (name) {
      case "google" -> LoginProvider.google();
      case "apple" -> LoginProvider.apple();
      case "facebook" -> LoginProvider.facebook();
      case "amazon" -> LoginProvider.amazon();
      default ->
          name.startsWith("arn:")
              ? LoginProvider.saml(name)
              : name.contains("_") && !name.contains("/")
                  ? LoginProvider.userPool(name)
                  : LoginProvider.oidc(name);
    };
  }
}
