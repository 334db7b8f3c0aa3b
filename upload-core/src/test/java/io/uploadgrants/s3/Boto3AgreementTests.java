package io.uploadgrants.s3;

import static io.uploadgrants.GrantSettings.postPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EncodedWords;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forms say what boto3's say: the same conditions, for the same wishes at the same second. */
class Boto3AgreementTests {

  /** Ours always binds these two; boto3 only when it is asked to. */
  private static final List<String> ALWAYS = List.of("Content-Type", "success_action_status");

  private static final Pattern TAG =
      Pattern.compile("<Tag><Key>([^<]*)</Key><Value>([^<]*)</Value></Tag>");

  @Test
  void formsHaveBoto3sConditions() {
    int compared = 0;
    for (JsonNode post : recorded().get("posts")) {
      Set<String> theirs = conditions(post.get("conditions"));
      if (!expressible(post, theirs)) {
        continue;
      }
      PostPolicy grant = grant(post);
      JsonNode policy =
          JsonMapper.shared()
              .readTree(Base64.getDecoder().decode(grant.fields().getOrDefault("policy", "")));
      Set<String> ours = conditions(policy.get("conditions"));
      for (String name : ALWAYS) {
        if (post.get("fields").get(name) == null) {
          ours.removeIf(condition -> condition.contains("|" + name + "|"));
        }
      }
      assertThat(ours).as("conditions for '%s'", text(post, "key")).isEqualTo(theirs);
      assertThat(Instant.parse(text(policy, "expiration")))
          .isEqualTo(Instant.parse(text(post, "expiration")))
          .isEqualTo(grant.expiresAt());
      compared++;
    }
    System.out.println("Forms compared with boto3's: " + compared);
    assertThat(compared).isGreaterThan(60);
  }

  /**
   * Leaves out what a grant never does: open fields for one object, and keys or tags that S3 or its
   * clients mangle.
   */
  private static boolean expressible(JsonNode post, Set<String> theirs) {
    String key = text(post, "key");
    boolean openField =
        theirs.stream()
            .anyMatch(c -> c.startsWith("starts-with|") && !c.startsWith("starts-with|key|"));
    boolean mangled =
        key.startsWith("/")
            || key.contains("//")
            || key.contains("/./")
            || key.contains("/../")
            || key.contains("${filename}") && !key.endsWith("/${filename}")
            || key.chars().anyMatch(Character::isISOControl);
    boolean many = key.endsWith("/${filename}");
    boolean ownOfOne =
        post.get("fields").get("x-amz-checksum-crc32") != null
            || post.get("fields").get("x-amz-checksum-sha256") != null
            || post.get("fields").get("Content-Type") != null;
    JsonNode tagging = post.get("fields").get("tagging");
    boolean refusedTag = tagging != null && tagging.stringValue().contains("&");
    return !openField
        && !refusedTag
        && !theirs.contains("content-length-range|0|0")
        && !mangled
        && !(many && ownOfOne)
        && post.get("fields").get("x-amz-checksum-algorithm") == null
        && post.get("fields").get("Content-Disposition") == null;
  }

  private static PostPolicy grant(JsonNode post) {
    JsonNode fields = post.get("fields");
    String key = text(post, "key");
    boolean many = key.endsWith("${filename}");
    UploadProfile.Builder profile =
        UploadProfile.named("recorded")
            .kinds(GrantKind.POST_POLICY)
            .openToGuests()
            .overwrite(Overwrite.ALLOWED)
            .validFor(Duration.ofSeconds(post.get("expiresIn").longValue()))
            .keys(
                new GivenKey(many ? key.substring(0, key.length() - "${filename}".length()) : key));
    if (many) {
      profile.scope(UploadScope.PREFIX);
    }
    UploadRequest.Builder request = UploadRequest.of("recorded");
    fields
        .properties()
        .forEach(field -> apply(field.getKey(), field.getValue().stringValue(), profile, request));
    if (fields.get("x-amz-server-side-encryption") != null) {
      JsonNode keyId = fields.get("x-amz-server-side-encryption-aws-kms-key-id");
      boolean kms = text(fields, "x-amz-server-side-encryption").equals("aws:kms");
      profile.encryption(
          kms ? Encryption.sseKms(keyId == null ? null : keyId.stringValue()) : Encryption.sseS3());
    }
    for (JsonNode condition : post.get("conditions")) {
      if (condition.isArray() && condition.get(0).stringValue().equals("content-length-range")) {
        profile.minSize(condition.get(1).longValue()).maxSize(condition.get(2).longValue());
      }
    }
    String id = text(post, "accessKeyId");
    String secret = text(post, "secretAccessKey");
    JsonNode token = post.get("sessionToken");
    UploadGrants grants =
        UploadGrants.builder()
            .target(
                UploadTarget.bucket(text(post, "bucket"))
                    .region(text(post, "region"))
                    .pathStyle(true)
                    .build())
            .credentials(
                StaticCredentialsProvider.create(
                    token.isNull()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token.stringValue())))
            .profile(profile.build())
            .clock(() -> Instant.parse(text(post, "time")))
            .build();
    return (PostPolicy) grants.grant(request.build());
  }

  private static void apply(
      String name, String value, UploadProfile.Builder profile, UploadRequest.Builder request) {
    switch (name) {
      case "Content-Type" -> request.contentType(value);
      case "Cache-Control" -> profile.cacheControl(value);
      case "acl" -> profile.acl(value);
      case "x-amz-storage-class" -> profile.storageClass(value);
      case "success_action_status" ->
          profile.kinds(postPolicy().successStatus(Integer.parseInt(value)));
      case "success_action_redirect" ->
          profile.kinds(postPolicy().successRedirect(URI.create(value)));
      case "x-amz-meta-uuid" -> profile.metadata("uuid", value);
      case "x-amz-checksum-crc32" -> request.checksum(new Checksum(ChecksumAlgorithm.CRC32, value));
      case "x-amz-checksum-sha256" ->
          request.checksum(new Checksum(ChecksumAlgorithm.SHA256, value));
      case "tagging" -> {
        Matcher tag = TAG.matcher(value);
        Map<String, String> tags = new TreeMap<>();
        while (tag.find()) {
          tags.put(tag.group(1), tag.group(2));
        }
        tags.forEach(profile::tag);
      }
      default -> {
        // The key, the encryption and the signature's own fields are read elsewhere.
      }
    }
  }

  private record GivenKey(String key) implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return key;
    }

    @Override
    public boolean unguessable() {
      return true;
    }
  }

  private static Set<String> conditions(JsonNode conditions) {
    Set<String> all = new TreeSet<>();
    for (JsonNode condition : conditions) {
      if (condition.isArray()) {
        all.add(
            condition.get(0).asString()
                + "|"
                + condition.get(1).asString().replaceFirst("^\\$", "")
                + "|"
                + condition.get(2).asString());
      } else {
        condition
            .properties()
            .forEach(
                eq ->
                    all.add(
                        "eq|" + eq.getKey() + "|" + EncodedWords.decode(eq.getValue().asString())));
      }
    }
    return all;
  }

  private static JsonNode recorded() {
    try (InputStream json = Boto3AgreementTests.class.getResourceAsStream("/boto3.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(json, "boto3.json"));
    } catch (IOException e) {
      throw new IllegalStateException("The recording can't be read", e);
    }
  }

  private static String text(JsonNode entry, String name) {
    return entry.get(name).stringValue();
  }
}
