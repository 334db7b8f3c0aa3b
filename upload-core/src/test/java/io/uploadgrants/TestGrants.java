package io.uploadgrants;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Set-ups that many tests share. */
public final class TestGrants {

  /**
   * Those that the application's own keys sign and that need nobody else: temporary credentials are
   * asked of STS, uploads in parts of the store.
   */
  public static final List<GrantKind> SIGNED_KINDS =
      List.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY);

  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  public static final AwsBasicCredentials CREDENTIALS =
      AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

  private TestGrants() {}

  public static UploadTarget target() {
    return UploadTarget.bucket("photos").region("eu-west-1").build();
  }

  public static UploadGrants.Builder builder() {
    return UploadGrants.builder()
        .target(target())
        .credentials(StaticCredentialsProvider.create(CREDENTIALS))
        .clock(() -> NOW);
  }

  public static UploadGrants of(UploadProfile.Builder... profiles) {
    return of(target(), profiles);
  }

  public static UploadGrants of(UploadTarget target, UploadProfile.Builder... profiles) {
    UploadGrants.Builder builder = builder().target(target);
    for (UploadProfile.Builder profile : profiles) {
      builder.profile(profile.build());
    }
    return builder.build();
  }

  /** An application's own prefixes, each of which it says is one subject's. */
  public record OwnFolders() implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return "u/" + request.subject();
    }

    @Override
    public boolean shared() {
      return false;
    }
  }

  /** Returns a profile named {@code any} that takes everything from everybody. */
  public static UploadProfile.Builder any(GrantKind... kinds) {
    UploadProfile.Builder profile = UploadProfile.named("any").openToGuests();
    return kinds.length == 0 ? profile : profile.kinds(kinds);
  }

  /** Returns a request under {@link #any}, for a file of five bytes. */
  public static UploadRequest.Builder request() {
    return UploadRequest.of("any").by("alice").file("me.png", 5, "image/png");
  }

  public static PresignedPut put(UploadProfile.Builder profile, UploadRequest.Builder request) {
    return (PresignedPut) of(profile).grant(request.build());
  }

  public static PresignedPut put(UploadProfile.Builder profile) {
    return put(profile, request());
  }

  /** Returns a form; the profile's kinds are set to that. */
  public static PostPolicy form(UploadProfile.Builder profile, UploadRequest.Builder request) {
    return (PostPolicy) of(profile.kinds(GrantKind.POST_POLICY)).grant(request.build());
  }

  public static PostPolicy form(UploadProfile.Builder profile) {
    return form(profile, request());
  }

  /** Returns the text of a form's policy. */
  public static String policyText(PostPolicy form) {
    byte[] json = Base64.getDecoder().decode(form.fields().getOrDefault("policy", ""));
    return new String(json, StandardCharsets.UTF_8);
  }

  public static JsonNode policy(PostPolicy form) {
    return JsonMapper.shared().readTree(policyText(form));
  }

  /** Returns a URL's parameters, decoded. */
  public static Map<String, String> query(PresignedPut put) {
    Map<String, String> query = new TreeMap<>();
    for (String parameter : URI.create(put.url()).getRawQuery().split("&", -1)) {
      int equals = parameter.indexOf('=');
      query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns one of a URL's parameters. */
  public static String parameter(PresignedPut put, String name) {
    return query(put).getOrDefault(name, "there is no " + name);
  }

  public static AwsSessionCredentials session(String accessKeyId, Instant expiry) {
    return AwsSessionCredentials.builder()
        .accessKeyId(accessKeyId)
        .secretAccessKey("secret-of-" + accessKeyId)
        .sessionToken("token-of-" + accessKeyId)
        .expirationTime(expiry)
        .build();
  }

  public static AwsSessionCredentials session(String accessKeyId, Duration life) {
    return session(accessKeyId, NOW.plus(life));
  }
}
