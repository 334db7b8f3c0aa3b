package io.uploadgrants.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers' names, and tokens that can't be theirs. */
class LoginProviderTests {

  /** Returns a JWT of an issuer, which nobody has signed. */
  static String jwt(String issuer) {
    return token("{\"alg\":\"RS256\",\"kid\":\"k\"}", "{\"iss\":\"" + issuer + "\",\"sub\":\"s\"}");
  }

  private static String token(String header, String claims) {
    return base64(header) + "." + base64(claims) + "." + base64("s1gnatur3-s3cr3t");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theNamesAreThoseOfCognitoAndSts() {
    assertThat(LoginProvider.google())
        .isEqualTo(new LoginProvider("accounts.google.com", "https://accounts.google.com"));
    assertThat(LoginProvider.apple())
        .isEqualTo(new LoginProvider("appleid.apple.com", "https://appleid.apple.com"));
    assertThat(LoginProvider.facebook()).isEqualTo(new LoginProvider("graph.facebook.com", null));
    assertThat(LoginProvider.amazon()).isEqualTo(new LoginProvider("www.amazon.com", null));
    assertThat(LoginProvider.oidc("https://id.example/tenant"))
        .isEqualTo(new LoginProvider("id.example/tenant", "https://id.example/tenant"));
    assertThat(LoginProvider.saml("arn:aws:iam::123456789012:saml-provider/corp.x"))
        .isEqualTo(new LoginProvider("arn:aws:iam::123456789012:saml-provider/corp.x", null));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1_AbCdEf123,cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
    "us-gov-west-1_a1,cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_a1",
    "cn-north-1_a1,cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_a1",
  })
  void aUserPoolsNameHasItsRegion(String pool, String name) {
    assertThat(LoginProvider.userPool(pool)).isEqualTo(new LoginProvider(name, "https://" + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AbCdEf123", "eu-west-1_", "eu-west-1_a/b", "eu west-1_a", "_a", "x_a"})
  void whatIsNoUserPoolIsRefused(String pool) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> LoginProvider.userPool(pool))
        .withMessageContainingAll("'" + pool + "'", "eu-west-1_AbCdEf123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id.example",
        "http://id.example",
        "https://",
        "https:///x",
        "https://id.example?x=y",
        "https://id.example#x",
        "https://user@id.example",
        "https://id.example/a b"
      })
  void whatIsNoIssuerIsRefused(String issuer) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> LoginProvider.oidc(issuer))
        .withMessageContainingAll("'" + issuer + "'", "https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "corp",
        "arn:aws:iam::12345678901:saml-provider/x",
        "arn:aws:iam::123456789012:oidc-provider/x",
        "arn:aws:iam::123456789012:saml-provider/"
      })
  void whatIsNoSamlProviderIsRefused(String arn) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> LoginProvider.saml(arn));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "n\u00e4me", "x\n"})
  void aNameThatNobodyHasIsRefused(String name) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> new LoginProvider(name, null))
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("login-provider"));
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> new LoginProvider("x".repeat(257), null));
  }

  @Test
  void aTokenOfTheProviderPasses() {
    LoginProvider pool = LoginProvider.userPool("eu-west-1_AbCdEf123");
    assertThatCode(
            () -> {
              pool.checkToken(
                  jwt("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123"));
              LoginProvider.google().checkToken(jwt("https://accounts.google.com"));
              LoginProvider.google().checkToken(jwt("accounts.google.com"));
              LoginProvider.facebook().checkToken("EAAB...");
              LoginProvider.saml("arn:aws:iam::123456789012:saml-provider/x")
                  .checkToken("PHNhbWw=");
            })
        .doesNotThrowAnyException();
  }

  private static void assertRefused(LoginProvider provider, String token, String... texts) {
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> provider.checkToken(token))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(refused.getMessage()).contains(texts).contains(provider.name());
              if (token.length() > 20) {
                assertThat(refused.getMessage()).doesNotContain(token);
              }
            });
  }

  @Test
  void aTokenOfAnotherProviderIsRefusedAndBothAreNamed() {
    LoginProvider pool = LoginProvider.userPool("eu-west-1_AbCdEf123");
    String other = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other";
    assertRefused(pool, jwt(other), "another provider", other);
    assertRefused(LoginProvider.google(), jwt("https://accounts.google.com.evil.example"), "evil");
    assertRefused(LoginProvider.google(), jwt("http://accounts.google.com"), "another provider");
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> pool.checkToken(jwt(other)))
        .satisfies(
            refused -> {
              assertThat(refused.given()).isEqualTo(other);
              assertThat(refused.limit()).isEqualTo(pool.issuer());
            });
  }

  @Test
  void whatIsNoSignedJwtIsRefused() {
    String claims = "{\"iss\":\"https://accounts.google.com\"}";
    for (String token :
        new String[] {
          "opaque",
          "a.b.c",
          "....",
          token("{\"alg\":\"none\"}", claims),
          base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + ".",
          token("{\"alg\":\"RS256\"}", "{}"),
          token("{\"alg\":\"RS256\"}", "[]"),
          token("{\"alg\":\"RS256\"}", "{\"iss\":5}"),
          token("{\"alg\":\"RS256\"}", "{\"iss\":\"https://accounts.google.com\""),
        }) {
      assertRefused(LoginProvider.google(), token, "no signed JWT");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "two words", "t\u00f6ken", "token\n", "tok\u0000en"})
  void whatIsNoTokenIsRefused(String token) {
    assertRefused(LoginProvider.facebook(), token, "printable ASCII");
    assertRefused(LoginProvider.google(), token, "printable ASCII");
  }

  @Test
  void aTokenHasABound() {
    assertThatCode(() -> LoginProvider.facebook().checkToken("x".repeat(20_000)))
        .doesNotThrowAnyException();
    assertRefused(LoginProvider.facebook(), "x".repeat(20_001), "20001 characters");
    assertRefused(LoginProvider.google(), jwt("https://" + "x".repeat(500)), "another provider");
  }
}
