package io.uploadgrants.cognito;

import static io.uploadgrants.cognito.IdentityPools.FACEBOOK;
import static io.uploadgrants.cognito.IdentityPools.GOOGLE;
import static io.uploadgrants.cognito.IdentityPools.GUEST_ROLE;
import static io.uploadgrants.cognito.IdentityPools.POOL;
import static io.uploadgrants.cognito.IdentityPools.ROLE;
import static io.uploadgrants.cognito.IdentityPools.alice;
import static io.uploadgrants.cognito.IdentityPools.grant;
import static io.uploadgrants.cognito.IdentityPools.guest;
import static io.uploadgrants.cognito.IdentityPools.jwt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.sts.LoginProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody is called, and what nobody may answer. */
class IdentityPoolRefusalTests {

  private final StubPool pool = new StubPool();
  private final StubSts sts = new StubSts();

  private CognitoIdentityStrategy.Builder strategy() {
    return CognitoIdentityStrategy.of(StubPool.ID).client(pool);
  }

  /** Tries both flows. */
  private UploadRefusedException refused(
      Consumer<CognitoIdentityStrategy.Builder> settings, UploadRequest.Builder request) {
    CognitoIdentityStrategy.Builder basic = strategy().basicFlow(ROLE, sts);
    CognitoIdentityStrategy.Builder enhanced = strategy().enhancedFlow("users");
    settings.accept(basic);
    settings.accept(enhanced);
    UploadRefusedException refused =
        catchThrowableOfType(UploadRefusedException.class, () -> grant(basic, request));
    assertThatThrownBy(() -> grant(enhanced, request)).hasMessage(refused.getMessage());
    assertThat(pool.calls).isEmpty();
    assertThat(sts.calls).isEmpty();
    return refused;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts.google.com.evil.example",
        "Accounts.Google.com",
        "graph.facebook.com",
        "login.app",
        "cognito-identity.amazonaws.com",
        "*"
      })
  void aProviderThatWasntNamedIsRefused(String name) {
    UploadRefusedException refused =
        refused(
            s -> s.logins(GOOGLE, POOL).developerProvider("login.app"),
            alice().login(name, jwt(GOOGLE, "a")));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.given()).isEqualTo(name);
    assertThat(refused.limit()).isEqualTo(List.of(GOOGLE.name(), POOL.name()));
    assertThat(refused).hasMessageContaining(name).hasMessageContaining("accounts.google.com");
  }

  @Test
  void oneLoginOfManyThatIsUnknownRefusesAll() {
    assertThat(
            refused(
                    s -> s.logins(GOOGLE),
                    alice()
                        .login(GOOGLE.name(), jwt(GOOGLE, "a"))
                        .login("login.app", "mallory-was-here"))
                .given())
        .isEqualTo("login.app");
  }

  @Test
  void aTokenOfAnotherProviderIsRefused() {
    LoginProvider other = LoginProvider.userPool("eu-west-1_Other");
    for (String token : List.of(jwt(GOOGLE, "a"), jwt(other, "a"), "no.jwt.atall", "opaque")) {
      UploadRefusedException refused =
          refused(s -> s.logins(POOL, GOOGLE), alice().login(POOL.name(), token));
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(refused).hasMessageContaining(POOL.name());
      assertThat(refused.getMessage()).doesNotContain(token);
    }
  }

  @Test
  void aSubjectWithoutALoginIsRefusedWhereThePoolKnowsOnlyProviders() {
    UploadRefusedException refused = refused(s -> s.logins(GOOGLE), alice());
    assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    for (CognitoIdentityStrategy.Builder openToGuests :
        List.of(
            strategy().basicFlow(ROLE, sts).logins(GOOGLE).guests(GUEST_ROLE),
            strategy().enhancedFlow("users").logins(GOOGLE).guests())) {
      assertThatThrownBy(() -> grant(openToGuests, alice())).hasMessage(refused.getMessage());
    }
    assertThat(pool.calls).isEmpty();
    assertThat(refused).hasMessageContaining("accounts.google.com");
  }

  @Test
  void guestsAreRefusedWhereTheyWerentLetIn() {
    UploadRefusedException refused =
        refused(s -> s.logins(GOOGLE).developerProvider("login.app"), guest());
    assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    assertThat(refused).hasMessageContaining("guests");
  }

  static List<String> hostileIds() {
    return List.of(
        "",
        "*",
        "eu-west-1:",
        "eu-west-1:*",
        "eu-west-1:0000/../../x",
        "eu-west-1:00000000-0000-0000-0000-000000000001/",
        "eu-west-1:${aws:userid}",
        "eu-west-1:00000000-0000-0000-0000-00000000000?",
        "eu-west-1:00000000-0000-0000-0000-000000000001\n",
        "eu-west-1:0\"},{\"Effect\":\"Allow\"",
        "EU-WEST-1:00000000-0000-0000-0000-000000000001",
        "us-east-1:00000000-0000-0000-0000-000000000001",
        "eu-west-10:00000000-0000-0000-0000-000000000001",
        "../eu-west-1:0",
        "eu-west-1:" + "0".repeat(46));
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void anIdentityIdOfAnotherFormBecomesNoKey(String id) {
    for (int call = 1; call <= 2; call++) {
      int hostile = call;
      for (CognitoIdentityStrategy.Builder each :
          List.of(
              strategy().basicFlow(ROLE, sts).logins(FACEBOOK),
              strategy().enhancedFlow("users").logins(FACEBOOK))) {
        pool.calls.clear();
        String answered = id.isEmpty() ? " " : id;
        pool.before = () -> pool.answeredId = pool.calls.size() == hostile ? answered : "";
        assertThatThrownBy(() -> grant(each, alice().login(FACEBOOK.name(), "opaque-token")))
            .isInstanceOf(IssuanceFailedException.class)
            .hasMessageContaining("isn't of the form eu-west-1:uuid")
            .hasNoCause();
        assertThat(pool.calls).hasSize(hostile);
      }
    }
    pool.before = () -> pool.answeredId = id.isEmpty() ? " " : id;
    assertThatThrownBy(
            () -> grant(strategy().basicFlow(ROLE, sts).developerProvider("login.app"), alice()))
        .isInstanceOf(IssuanceFailedException.class);
    assertThat(sts.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eu-west-1",
        "eu-west-1:",
        "eu-west-1:11111111-2222-3333-4444-555555555555 ",
        "eu-west-1:../../x",
        "https://evil.example:1",
        "eu-west-1_AbCdEf123"
      })
  void aPoolsIdOfAnotherFormIsRefused(String id) {
    assertThatThrownBy(() -> CognitoIdentityStrategy.of(id))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("identity pool's id");
  }

  private static void assertWrong(CognitoIdentityStrategy.Builder builder, String remedy) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining(remedy);
  }

  @Test
  void aStrategyHasJustOneFlowAndTheSettingsOfThatFlow() {
    assertWrong(strategy().guests(), "call either basicFlow");
    assertWrong(strategy().guests().enhancedFlow("users").basicFlow(ROLE, sts), "two are set");
    assertWrong(strategy().guests().basicFlow(ROLE, sts), "call guests(role)");
    assertWrong(strategy().enhancedFlow("users").guests(GUEST_ROLE), "without a role");
    assertWrong(
        strategy().guests().enhancedFlow("users").maxDuration(Duration.ofHours(2)),
        "leave out maxDuration");
    assertWrong(
        strategy().logins(GOOGLE).basicFlow(ROLE, sts).customRole(ROLE),
        "pass the role to basicFlow");
    assertWrong(
        strategy().developerProvider("login.app").enhancedFlow("users").customRole(ROLE),
        "the application's own users");
    assertWrong(strategy().enhancedFlow("users"), "Nobody could get an identity");
  }

  /** Else a client could name itself one of the application's users. */
  @Test
  void thePoolItselfAndItsDeveloperProviderAreNoProvidersOfLogins() {
    assertWrong(
        strategy()
            .enhancedFlow("users")
            .developerProvider("login.app")
            .logins(new LoginProvider("login.app", null)),
        "whose users only the application can name");
    assertWrong(
        strategy()
            .enhancedFlow("users")
            .logins(new LoginProvider("cognito-identity.amazonaws.com", null)),
        "the pool itself");
    assertWrong(
        strategy().enhancedFlow("users").logins(new LoginProvider("x".repeat(129), null)), "128");
  }

  @Test
  void settingsOutsideTheirBoundsAreRefusedAtOnce() {
    for (String role :
        List.of(
            "uploader",
            "arn:aws:iam::123456789012:user/x",
            "arn:aws:iam::1234:role/x",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/x*")) {
      assertThatThrownBy(() -> strategy().basicFlow(role, sts)).hasMessageContaining("ARN");
      assertThatThrownBy(() -> strategy().guests(role)).hasMessageContaining("ARN");
      assertThatThrownBy(() -> strategy().customRole(role)).hasMessageContaining("ARN");
    }
    for (String account : List.of("", "1234", "RGW33567154695143645")) {
      RoleArn role = RoleArn.of("arn:aws:iam::" + account + ":role/x");
      for (ThrowingCallable set :
          List.<ThrowingCallable>of(
              () -> strategy().basicFlow(role, sts),
              () -> strategy().guests(role),
              () -> strategy().customRole(role))) {
        assertThatThrownBy(set)
            .isInstanceOf(UploadConfigurationException.class)
            .hasMessageContainingAll("'" + account + "'", "12 digits");
      }
    }
    for (String prefix : List.of("", "/", "users/", "/users", "a//b", "..")) {
      assertThatThrownBy(() -> strategy().enhancedFlow(prefix))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("prefix");
    }
    for (Duration duration :
        List.of(Duration.ZERO, Duration.ofSeconds(3599), Duration.ofSeconds(43_201))) {
      assertThatThrownBy(() -> strategy().maxDuration(duration))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining(duration.toString());
    }
    for (String name : List.of("", "a/b", "a b", "x".repeat(129))) {
      assertThatThrownBy(() -> strategy().developerProvider(name))
          .isInstanceOf(UploadConfigurationException.class);
    }
  }

  /** The stub's own close fails. */
  @Test
  void onlyAClientThatWasMadeHereIsClosedWithTheStrategy() {
    strategy().enhancedFlow("users").guests().build().close();
    CognitoIdentityStrategy own =
        CognitoIdentityStrategy.of(StubPool.ID).enhancedFlow("users").guests().build();
    own.close();
    own.close();
  }
}
