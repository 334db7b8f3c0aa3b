package io.uploadgrants.spring.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.token.ReceiptKeys;
import io.uploadgrants.token.Receipts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Receipts that others verify, by properties alone. */
@ExtendWith(OutputCaptureExtension.class)
class ReceiptKeyPropertiesTests {

  @TempDir Path folder;

  private final KeyPair pair = pair();
  private final KeyPair old = pair();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class, UploadCompletionAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.profiles.avatar.completion.enabled=true",
              "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf");

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Key key) {
    String label = key.getFormat().equals("PKCS#8") ? "PRIVATE KEY" : "PUBLIC KEY";
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
  }

  private String file(String name, Key key) throws IOException {
    return Files.writeString(folder.resolve(name), pem(key)).toUri().toString();
  }

  private static Receipts by(KeyPair pair) {
    return Receipts.of(ReceiptKeys.of(pair), Duration.ofHours(1), InstantSource.system());
  }

  private static CompletedUpload upload() {
    return new CompletedUpload(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        "alice",
        "photos",
        "avatars/x.png",
        5,
        "image/png",
        "\"e\"",
        null,
        null,
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static void works(Receipts receipts, Receipts old, Receipts next) {
    CompletedUpload upload = upload();
    String receipt = receipts.issue(upload);
    assertThat(next.verify(receipt, "alice")).isEqualTo(upload);
    assertThat(receipts.verify(old.issue(upload), "alice")).isEqualTo(upload);
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> old.verify(receipt, "alice"));
    assertThat(receipts.jwks()).contains("\"kty\":\"OKP\"").doesNotContain("\"d\"");
  }

  @Test
  void keysAreFiles() throws IOException {
    runner
        .withPropertyValues(
            "upload.receipts.private-key=" + file("key.pem", pair.getPrivate()),
            "upload.receipts.public-key="
                + file("public.pem", pair.getPublic())
                + ", "
                + file("old.pem", old.getPublic()))
        .run(context -> works(context.getBean(Receipts.class), by(old), by(pair)));
  }

  @Test
  void keysAreTextsThatNobodyPrints(CapturedOutput output) {
    runner
        .withPropertyValues(
            "upload.receipts.private-key=" + pem(pair.getPrivate()),
            "upload.receipts.public-key[0]=" + pem(pair.getPublic()),
            "upload.receipts.public-key[1]=" + pem(old.getPublic()))
        .run(
            context -> {
              works(context.getBean(Receipts.class), by(old), by(pair));
              assertThat(context.getBean(UploadProperties.class))
                  .asString()
                  .contains("Receipts[PT1H, 2]")
                  .doesNotContain("BEGIN");
            });
    assertThat(output).doesNotContain("BEGIN");
  }

  @Test
  void withoutAPairTheSecretSigns() {
    runner.run(
        context -> assertThat(context.getBean(Receipts.class).jwks()).isEqualTo("{\"keys\":[]}"));
  }

  @Test
  void anotherKeysPublicKeyIsNamedByItsProperty() throws IOException {
    runner
        .withPropertyValues(
            "upload.receipts.private-key=" + file("key.pem", pair.getPrivate()),
            "upload.receipts.public-key=" + file("old.pem", old.getPublic()))
        .run(
            context -> {
              UploadConfigurationException failed = StartFailures.of(context);
              assertThat(failed.setting()).isEqualTo("receipts.public-key");
              assertThat(failed).hasMessageContaining("isn't that of the private key");
            });
  }

  /** A key that was cut off, or put where the other belongs: the log isn't where it is read. */
  @Test
  void aMistypedKeyIsNamedAndNeverPrinted(CapturedOutput output) throws IOException {
    String key = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    String given = pem(pair.getPrivate());
    String verifying = file("public.pem", pair.getPublic());
    String gone = folder.resolve("gone.pem").toUri().toString();

    refused("receipts.private-key", key, verifying);
    refused("receipts.private-key", "-----BEGIN PRIVATE KEY-----\n" + key, verifying);
    refused("receipts.private-key", given.replace("PRIVATE", "RSA PRIVATE"), verifying);
    refused("receipts.private-key", given + given, verifying);
    refused("receipts.private-key", gone, verifying);
    refused("receipts.private-key", folder.toUri().toString(), verifying);
    refused("receipts.private-key", verifying, verifying);
    refused("receipts.public-key", given, given);
    refused("receipts.public-key", given, key);
    refused("receipts.public-key", given, file("key.pem", pair.getPrivate()));
    refused("receipts.public-key", given, verifying + "," + gone);
    refused("receipts.public-key", given, verifying + "," + key);
    assertThat(output).doesNotContain(key.substring(24));
  }

  private void refused(String setting, String privateKey, String publicKey) {
    String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    runner
        .withPropertyValues(
            "upload.receipts.private-key=" + privateKey, "upload.receipts.public-key=" + publicKey)
        .run(
            context -> {
              UploadConfigurationException failed = StartFailures.of(context);
              assertThat(failed.setting()).isEqualTo(setting);
              assertThat(failed.getMessage()).containsAnyOf("openssl", "file:/etc/uploads");
              StringWriter all = new StringWriter();
              Objects.requireNonNull(context.getStartupFailure())
                  .printStackTrace(new PrintWriter(all));
              assertThat(all).asString().contains("Caused by").doesNotContain(secret.substring(24));
            });
  }
}
