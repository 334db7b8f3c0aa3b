package io.uploadgrants.iam;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider of tokens, as a trust policy names it.
 *
 * @param federated its name or ARN
 * @param audience the condition key of a token's audience
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif">Available
 *     keys for AWS OIDC federation</a>
 */
record WebIdentityProvider(String federated, String audience) {

  /** Providers that IAM has built in, and what they call an audience. */
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "accounts.google.com", "aud",
          "graph.facebook.com", "app_id",
          "www.amazon.com", "app_id");

  private static final Pattern OIDC =
      Pattern.compile(
          "arn:[a-z0-9-]+:iam::[0-9]{12}:oidc-provider/([A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?)");

  static WebIdentityProvider of(String provider) {
    String claim = BUILT_IN.get(provider);
    if (claim != null) {
      return new WebIdentityProvider(provider, provider + ":" + claim);
    }
    Matcher oidc = OIDC.matcher(provider);
    if (!oidc.matches()) {
      throw SettingText.refused(
          "provider",
          "identity provider of a role",
          provider,
          "accounts.google.com, graph.facebook.com, www.amazon.com, or the ARN of an OpenID Connect provider set up in IAM, for instance arn:aws:iam::123456789012:oidc-provider/login.example.com; for an identity pool use RolePolicies.identityPoolTrust");
    }
    return new WebIdentityProvider(provider, oidc.group(1) + ":aud");
  }
}
