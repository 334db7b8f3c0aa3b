package io.uploadgrants.token;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.GrantKind;
import io.uploadgrants.TicketClaims;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Pairs of keys, new for each test, and what they sign. */
final class TestKeys {

  private TestKeys() {}

  /** Makes a pair: {@code Ed25519}, {@code RSA}, or the name of a curve. */
  static KeyPair pair(String name) {
    try {
      if (name.startsWith("Ed") || name.startsWith("RSA")) {
        return KeyPairGenerator.getInstance(name).generateKeyPair();
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(name));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(Key key) {
    String label = key.getFormat().equals("PKCS#8") ? "PRIVATE KEY" : "PUBLIC KEY";
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
  }

  static TicketClaims ticket() {
    Instant now = Instant.parse("2026-11-24T11:59:00Z");
    return new TicketClaims(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        "alice",
        GrantKind.PRESIGNED_PUT,
        "photos",
        "avatars/x.png",
        48_213L,
        1,
        null,
        null,
        null,
        false,
        now,
        now.plusSeconds(300),
        now.plusSeconds(86_400),
        null,
        null);
  }

  static CompletedUpload upload(@Nullable String subject) {
    return new CompletedUpload(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        subject,
        "photos",
        "avatars/報 \"x\".png",
        48_213,
        "image/png",
        "\"d41d8cd98f00b204e9800998ecf8427e\"",
        "v1",
        Checksum.of(ChecksumAlgorithm.CRC32C, new byte[4]),
        Instant.parse("2026-11-24T11:59:00Z"));
  }
}
