package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.sts.WebIdentitySource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts name a role, and that everything which takes a role agrees about it. */
class RoleArnTests {

  private static final String START = "arn:aws:iam::123456789012:role/";
  private static final String POOL = "eu-west-1:12345678-aaaa-bbbb-cccc-123456789012";

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:role/uploader, 123456789012, uploader, true",
    "arn:aws:iam::123456789012:role/a/b-c/d_e, 123456789012, d_e, true",
    "arn:aws-cn:iam::123456789012:role/x, 123456789012, x, true",
    "arn:aws-us-gov:iam::123456789012:role/x, 123456789012, x, true",
    "arn:aws-iso:iam::123456789012:role/x, 123456789012, x, true",
    "arn:aws-iso-b:iam::123456789012:role/x, 123456789012, x, true",
    "arn:aws-eusc:iam::123456789012:role/x, 123456789012, x, true",
    "arn:aws:iam::123456789012:role/a:b/x:y/z, 123456789012, z, true",
    "arn:aws:iam:::role/uploads, '', uploads, false",
    "arn:aws:iam:::role/application_abc/component_xyz/S3Access1, '', S3Access1, false",
    "arn:aws:iam::1:role/x, 1, x, false",
    "arn:aws:iam::12345678901:role/x, 12345678901, x, false",
    "arn:aws:iam::RGW33567154695143645:role/p/x, RGW33567154695143645, x, false"
  })
  void anArnHasItsParts(String text, String account, String name, boolean aws) {
    RoleArn role = RoleArn.of(text);
    assertThat(role.account()).isEqualTo(account);
    assertThat(role.name()).isEqualTo(name);
    assertThat(role.isAws()).isEqualTo(aws);
    assertThat(role).hasToString(text).isEqualTo(new RoleArn(text));
    assertThatCode(
            () -> {
              AssumeRoleSource.of(text);
              AssumeRoleSource.of(role);
              WebIdentitySource.of(text, LoginProvider.google());
              WebIdentitySource.of(role, LoginProvider.google());
            })
        .doesNotThrowAnyException();
  }

  @Test
  void pathsAndNamesHaveIamsBounds() {
    assertThat(RoleArn.of(START + "n".repeat(64)).name()).hasSize(64);
    assertThat(RoleArn.of(START + "p".repeat(510) + "/_+=,.@-A9").name()).isEqualTo("_+=,.@-A9");
    assertThat(RoleArn.of(START + "!*?$~\"/x").name()).isEqualTo("x");
    assertRefused(START + "n".repeat(65));
    assertRefused(START + "p".repeat(511) + "/x");
  }

  static Stream<String> whatIsNoRole() {
    return Stream.of(
        "",
        " ",
        "role",
        "uploader",
        "arn:aws:iam::1234567890123:role/x",
        "arn:aws:iam::RGW3356715469514364:role/x",
        "arn:aws:iam::RGW335671546951436450:role/x",
        "arn:aws:iam::rgw33567154695143645:role/x",
        "arn:aws:iam::12345678901\u0662:role/x",
        "arn:aws:iam::\uff11\uff12\uff13456789012:role/x",
        "arn:aws:iam:eu-west-1:123456789012:role/x",
        "arn:aws:iam::123456789012:user/x",
        "arn:aws:iam::123456789012:root",
        "arn:aws:sts::123456789012:assumed-role/x/y",
        "arn:gcp:iam::123456789012:role/x",
        "ARN:aws:iam::123456789012:role/x",
        " arn:aws:iam::123456789012:role/x",
        START,
        START + "/x",
        START + "x/",
        START + "x y",
        START + "x*",
        START + "${aws:username}",
        START + "x\n",
        START + "x\r\nX-Header: y",
        START + "x\u0000",
        START + "x\u2028",
        START + "r\u00f6le",
        START + "\u202eelor",
        START + "p\u00e4th/x",
        START + "p th/x",
        START + "a\n/x",
        START + "x".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("whatIsNoRole")
  void everythingThatTakesARoleRefusesWhatIsNone(String text) {
    assertRefused(text);
    assertRefused("role-arn", () -> AssumeRoleSource.of(text));
    assertRefused("role-arn", () -> WebIdentitySource.of(text, LoginProvider.google()));
    assertRefused("role", () -> RolePolicies.revoking(text));
    assertRefused("custom-role", () -> CognitoIdentityStrategy.of(POOL).customRole(text));
    assertRefused("guest-role", () -> CognitoIdentityStrategy.of(POOL).guests(text));
    if (!List.of("role", "uploader").contains(text)) {
      assertRefused("role", () -> GrantRevoker.of(text));
    }
  }

  private static void assertRefused(String text) {
    assertRefused("role", () -> new RoleArn(text));
    assertRefused("role", () -> RoleArn.of(text));
    assertRefused("some.setting", () -> RoleArn.of(text, "some.setting"));
  }

  private static void assertRefused(String setting, Runnable call) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(call::run)
        .satisfies(
            refused -> {
              assertThat(refused.setting()).isEqualTo(setting);
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(refused.getMessage())
                  .contains("arn:aws:iam::123456789012:role/uploader")
                  .hasSizeLessThan(300)
                  .matches("[ -~\u2026]+");
            });
  }

  @Test
  void aRefusalShowsWhatWasGiven() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> RoleArn.of(START + "r\u00f6le\n", "role-arn"))
        .withMessage(
            "'"
                + START
                + "r?le?' is no role's ARN; give for instance arn:aws:iam::123456789012:role/uploader, as IAM shows it.");
  }

  /** Stores without roles take any number; no policy can be written there. */
  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:iam::1:role/x", "arn:aws:iam::12345678901:role/x"})
  void sessionsCanBeRevokedOnlyWhereAnIamKeepsTheRole(String text) {
    assertRefused("role", () -> GrantRevoker.of(text));
    assertRefused("role", () -> GrantRevoker.of(RoleArn.of(text)));
    assertRefused("role", () -> RolePolicies.revoking(text));
    assertRefused("role", () -> RolePolicies.revoking(RoleArn.of(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws-us-gov:iam::123456789012:role/a/uploader",
        "arn:aws:iam:::role/uploader",
        "arn:aws:iam::RGW33567154695143645:role/uploader"
      })
  void whoCanRevokeAlsoHasThePolicyForIt(String text) {
    InlinePolicies iam = new InlinePolicies();
    GrantRevoker.of(text).client(iam).build().revoke("alice");
    GrantRevoker.of(RoleArn.of(text)).client(iam).build().revoke("bob");
    assertThat(iam.policies).hasSize(2);
    assertThat(RolePolicies.revoking(text))
        .contains("\"Resource\": \"" + text + "\"")
        .isEqualTo(RolePolicies.revoking(RoleArn.of(text)));
  }
}
