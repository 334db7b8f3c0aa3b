package io.uploadgrants.testkit.attack;

import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.Streaming;
import io.uploadgrants.testkit.wire.WireSigned;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Temporary credentials of which something is missing, made up, or another's. */
final class CredentialAttempts {

  /** Where a JSON Web Token, as MinIO's are, has its signature; its last character says little. */
  private static final int FROM_END = 10;

  private final List<Alteration<WireSigned>> all = new ArrayList<>();

  private CredentialAttempts() {}

  /**
   * Returns them.
   *
   * @param victim the key of somebody else's object
   * @param others issues grants of other sessions
   */
  static List<Alteration<WireSigned>> of(String victim, Supplier<TemporaryCredentials> others) {
    CredentialAttempts attempts = new CredentialAttempts();
    Streaming.all().forEach(how -> attempts.unsigned(how, victim));
    attempts.add(
        "token: dropped",
        own -> AwsCredentialsIdentity.create(own.accessKeyId(), own.secretAccessKey()));
    attempts.add(
        "token: changed",
        own -> session(own.accessKeyId(), own.secretAccessKey(), changed(own.sessionToken())));
    attempts.add(
        "token: of another session",
        own ->
            session(
                own.accessKeyId(),
                own.secretAccessKey(),
                others.get().credentials().sessionToken()));
    attempts.add(
        "secret: changed",
        own ->
            session(
                own.accessKeyId(), Alteration.changed(own.secretAccessKey()), own.sessionToken()));
    attempts.add(
        "access key: of another session",
        own ->
            session(
                others.get().credentials().accessKeyId(),
                own.secretAccessKey(),
                own.sessionToken()));
    return attempts.all;
  }

  private static AwsSessionCredentialsIdentity session(String key, String secret, String token) {
    return AwsSessionCredentialsIdentity.create(key, secret, token);
  }

  private static String changed(String token) {
    int at = Math.max(1, token.length() - FROM_END);
    return Alteration.changed(token.substring(0, at)) + token.substring(at);
  }

  /** With the access key id and the token, which each URL that a session signs shows. */
  private void unsigned(Streaming how, String victim) {
    String name = "streamed without a signature as " + how;
    all.add(Alteration.by(name, ServerCheck.PUT_STREAMING, put -> put.sendUnsigned(how)));
    all.add(
        Alteration.<WireSigned>by(
                name + ", key: another's",
                ServerCheck.PUT_STREAMING,
                put -> put.withKey(victim).sendUnsigned(how))
            .reachingOthers());
  }

  private void add(
      String name, Function<AwsSessionCredentialsIdentity, AwsCredentialsIdentity> other) {
    all.add(
        Alteration.of(
            name,
            ServerCheck.SESSION_TOKEN,
            put -> put.signedBy(other.apply(put.grant().credentials()))));
  }
}
