package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.cognito.CognitoUserPool;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.sts.LoginProvider;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** Which texts are ids of user pools, and that signing in, tokens and logins agree about it. */
class UserPoolIdTests {

  private static final String CLIENT = "1h57kf5cpq17m0eml12EXAMPLE";

  @ParameterizedTest
  @CsvSource({
    "eu-west-1_AbCdEf123, eu-west-1, cognito-idp.eu-west-1.amazonaws.com",
    "ap-southeast-7_a, ap-southeast-7, cognito-idp.ap-southeast-7.amazonaws.com",
    "us-gov-west-1_a1, us-gov-west-1, cognito-idp.us-gov-west-1.amazonaws.com",
    "cn-north-1_a1, cn-north-1, cognito-idp.cn-north-1.amazonaws.com.cn",
    "eusc-de-east-1_a1, eusc-de-east-1, cognito-idp.eusc-de-east-1.amazonaws.eu",
    "us-isob-east-1_a1, us-isob-east-1, cognito-idp.us-isob-east-1.sc2s.sgov.gov",
    "us-east-1_0123456789abcdef0123456789abcdef, us-east-1, cognito-idp.us-east-1.amazonaws.com",
    "us-east-1_123456789012345678901234567890123456789012345, us-east-1, cognito-idp.us-east-1.amazonaws.com"
  })
  void anIdHasItsRegionAndIssuer(String text, String region, String host) {
    UserPoolId pool = UserPoolId.of(text);
    assertThat(pool.region()).isEqualTo(region);
    assertThat(pool.provider()).isEqualTo(host + "/" + text);
    assertThat(pool.issuer()).isEqualTo("https://" + host + "/" + text);
    assertThat(URI.create(pool.issuer()).getHost()).isEqualTo(host);
    assertThat(pool).hasToString(text).isEqualTo(new UserPoolId(text));
    assertThat(LoginProvider.userPool(text))
        .isEqualTo(LoginProvider.userPool(pool))
        .isEqualTo(new LoginProvider(pool.provider(), pool.issuer()));
    assertThatCode(
            () -> {
              CognitoUserPool.of(text, CLIENT);
              CognitoUserPool.of(pool, CLIENT);
              UserPoolTokens.of(text, CLIENT).build();
              UserPoolTokens.of(pool, CLIENT).build();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void everyRegionThatTheSdkKnowsCanHaveAPool() {
    assertThat(Region.regions())
        .filteredOn(region -> !region.isGlobalRegion())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            region -> {
              UserPoolId pool = UserPoolId.of(region.id() + "_AbCdEf123");
              assertThat(pool.region()).isEqualTo(region.id());
              assertThat(pool.provider())
                  .isEqualTo(
                      "cognito-idp.%s.%s/%s"
                          .formatted(
                              region.id(),
                              RegionMetadata.of(region).partition().dnsSuffix(),
                              pool.id()));
            });
  }

  static Stream<String> whatIsNone() {
    return Stream.of(
        "",
        " ",
        "eu-west-1",
        "AbCdEf123",
        "eu-west-1_",
        "_a",
        "x_a",
        "eu-west-1_a_b",
        "eu-west-1_a-b",
        "eu-west-1_a/b",
        "eu west-1_a",
        "eu--west-1_a",
        "-eu-west-1_a",
        "eu-west-1-_a",
        "EU-WEST-1_abc",
        "evil.example/x-1_abc",
        "user@evil-1_abc",
        "eu-west-1:12345678-aaaa-bbbb-cccc-123456789012",
        "eu-west-1_a\n",
        "eu-west-1_a\r\nX-Header: y",
        "eu-west-1_a\u0000",
        "eu-west-1_a\u2028",
        "eu-west-\u0661_a",
        "eu-west-1_\u0661\u0662\u0663",
        "eu-west-\uff11_a",
        "\u0435u-west-1_a",
        "eu-west-1_\u202ecba",
        "eu-west-1_" + "a".repeat(46),
        "a".repeat(60) + "-1_a",
        "eu-west-1_" + "a".repeat(100_000),
        "eu" + "-a".repeat(50_000));
  }

  @ParameterizedTest
  @MethodSource("whatIsNone")
  void everythingThatTakesAPoolRefusesWhatIsNone(String text) {
    assertRefused("user-pool-id", () -> new UserPoolId(text));
    assertRefused("user-pool-id", () -> UserPoolId.of(text));
    assertRefused("some.setting", () -> UserPoolId.of(text, "some.setting"));
    assertRefused("user-pool-id", () -> CognitoUserPool.of(text, CLIENT));
    assertRefused("user-pool-id", () -> UserPoolTokens.of(text, CLIENT));
    assertRefused("login-provider", () -> LoginProvider.userPool(text));
  }

  private static void assertRefused(String setting, Runnable call) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(call::run)
        .satisfies(
            refused -> {
              assertThat(refused.setting()).isEqualTo(setting);
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(refused.getMessage())
                  .contains("55 characters", "eu-west-1_AbCdEf123")
                  .hasSizeLessThan(300)
                  .matches("[ -~\u2026]+");
            });
  }

  @Test
  void aRefusalShowsWhatWasGiven() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> UserPoolId.of("eu-west-1_p\u00f6ol"))
        .withMessageStartingWith("'eu-west-1_p?ol' is no user pool's id; give up to 55 characters");
  }
}
