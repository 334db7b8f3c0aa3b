package io.uploadgrants.sigv4;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs URLs and policies for one service in one region. Thread-safe and lock-free: the day's key
 * is derived once for each credentials and reused by all threads.
 */
public final class SigV4Signer {

  /** The value of {@code X-Amz-Algorithm}. */
  public static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final byte[] STRING_TO_SIGN = Ascii.bytes(ALGORITHM + "\n");

  private final String region;
  private final String service;
  private volatile @Nullable SigningKey recent;

  /**
   * Creates a signer.
   *
   * @param region the region that signatures name
   * @param service the service that signatures name, for instance {@code s3}
   */
  public SigV4Signer(String region, String service) {
    this.region = region;
    this.service = service;
  }

  /**
   * Returns the key with which these credentials sign on this day.
   *
   * @param credentials the credentials
   * @param time the time of signing
   * @return the key
   */
  public SigningKey key(AwsCredentialsIdentity credentials, Instant time) {
    long day = Math.floorDiv(time.getEpochSecond(), 86_400L);
    SigningKey key = recent;
    if (key == null || !key.isFor(credentials, day)) {
      // Two threads may derive the same key; the later one is kept, and both are right.
      key = SigningKey.derive(credentials, day, region, service);
      recent = key;
    }
    return key;
  }

  /**
   * Signs a URL whose payload isn't signed.
   *
   * @param request what to sign
   * @param credentials the credentials
   * @param time the time of signing; its fraction of a second is dropped
   * @param expires the URL's lifetime in seconds, 1 to 604,800
   * @return the URL
   */
  public String presign(
      PresignRequest request, AwsCredentialsIdentity credentials, Instant time, long expires) {
    SigningKey key = key(credentials, time);
    Ascii text = new Ascii(request.length() + key.query().length + key.tokenLength() + 320);
    text.append(request.method()).append('\n').append(request.path()).append('\n');
    int queryStart = text.length();
    text.append(key.query());
    int timestamp = text.length();
    key.appendTimestamp(text, time);
    text.append("&X-Amz-Expires=").append(expires);
    text.append(key.tokenQuery());
    text.append("&X-Amz-SignedHeaders=");
    request.appendNames(text, "%3B");
    if (!request.query().isEmpty()) {
      text.append('&').append(request.query());
    }
    int queryEnd = text.length();
    text.append('\n');
    request.appendHeaders(text);
    text.append('\n');
    request.appendNames(text, ";");
    text.append("\nUNSIGNED-PAYLOAD");
    byte[] hash = Sha256.hash(text.array(), text.length());

    Ascii toSign = new Ascii(STRING_TO_SIGN.length + key.scope().length + 96);
    toSign.append(STRING_TO_SIGN);
    toSign.append(text.array(), timestamp, 16);
    toSign.append('\n').append(key.scope()).append('\n').appendHex(hash);
    byte[] signature = key.sign(toSign.array(), toSign.length());

    Ascii url =
        new Ascii(request.origin().length() + request.path().length() + queryEnd - queryStart + 86);
    url.append(request.origin()).append(request.path()).append('?');
    url.append(text.array(), queryStart, queryEnd - queryStart);
    url.append("&X-Amz-Signature=").appendHex(signature);
    return url.toString();
  }

  /**
   * Signs a form's policy.
   *
   * @param policy the policy in Base64, as the form carries it
   * @param key a key of this signer
   * @return the value of {@code x-amz-signature}
   */
  public static String signPolicy(byte[] policy, SigningKey key) {
    return new Ascii(64).appendHex(key.sign(policy, policy.length)).toString();
  }
}
