package io.uploadgrants.s3;

import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.form;
import static io.uploadgrants.TestGrants.policy;
import static io.uploadgrants.TestGrants.policyText;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PostPolicySettings;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PostPolicyTests {

  private static final List<String> UNBOUND = List.of("policy", "x-amz-signature");

  private static UploadProfile.Builder everything() {
    return any()
        .metadata("owner", "Zoë $1 \"q\" \\")
        .fileNameAsMetadata("file-name")
        .tag("kind", "a b")
        .storageClass("STANDARD_IA")
        .cacheControl("max-age=60, x=\"$\\\"")
        .contentDisposition(Disposition.ATTACHMENT)
        .encryption(new Encryption.SseKms("k", Map.of("a", "b"), false))
        .acl("private");
  }

  private static UploadRequest.Builder full() {
    return request()
        .fileName("ä \"$\\ 😀.png")
        .checksum(new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA=="))
        .metadata("extra", "${x}")
        .tag("more", "2");
  }

  private static UploadProfile.Builder prefix() {
    return any().scope(UploadScope.PREFIX).keys(ObjectKeyPolicy.perSubject("p"));
  }

  /** Returns the conditions, {@code eq} ones under their names, and the others as they are. */
  private static Map<String, String> equal(PostPolicy form) {
    Map<String, String> equal = new HashMap<>();
    for (JsonNode condition : policy(form).get("conditions")) {
      if (condition.isObject()) {
        assertThat(condition.size()).isOne();
        condition
            .properties()
            .forEach(
                one ->
                    assertThat(equal.put(one.getKey(), one.getValue().stringValue()))
                        .as("a second condition for %s", one.getKey())
                        .isNull());
      }
    }
    return equal;
  }

  private static List<String> others(PostPolicy form) {
    List<String> others = new ArrayList<>();
    for (JsonNode condition : policy(form).get("conditions")) {
      if (condition.isArray()) {
        others.add(condition.toString());
      }
    }
    return others;
  }

  @Test
  void everyFieldHasItsConditionAndEveryConditionItsField() {
    PostPolicy session =
        (PostPolicy)
            TestGrants.builder()
                .credentials(
                    (needed, now, request) -> TestGrants.session("AKIDS", Duration.ofHours(1)))
                .profile(everything().kinds(GrantKind.POST_POLICY).build())
                .build()
                .grant(full().build());
    assertThat(session.fields()).containsEntry("x-amz-security-token", "token-of-AKIDS");
    for (PostPolicy form : List.of(form(any()), form(everything(), full()), session)) {
      Map<String, String> bound = new HashMap<>(form.fields());
      UNBOUND.forEach(bound::remove);
      Map<String, String> conditions = equal(form);
      assertThat(conditions.remove("bucket")).isEqualTo("photos");
      assertThat(conditions).isEqualTo(bound);
      assertThat(others(form)).containsExactly("[\"content-length-range\",5,5]");
      assertThat(form.fields()).doesNotContainKey(PostPolicy.FILE_FIELD);
    }
  }

  @Test
  void theKeyComesFirstAndTheSignatureLast() {
    List<String> names = new ArrayList<>(form(everything(), full()).fields().keySet());
    assertThat(names).startsWith("key").endsWith("policy", "x-amz-signature");
  }

  @Test
  void fieldsHaveS3sNamesInForms() {
    assertThat(form(everything(), full()).fields())
        .containsEntry("Content-Type", "image/png")
        .containsEntry("acl", "private")
        .containsEntry("x-amz-checksum-crc32", "AAAAAA==")
        .containsEntry("x-amz-storage-class", "STANDARD_IA")
        .containsEntry("x-amz-server-side-encryption", "aws:kms")
        .containsEntry(
            "tagging",
            "<Tagging><TagSet><Tag><Key>kind</Key><Value>a b</Value></Tag>"
                + "<Tag><Key>more</Key><Value>2</Value></Tag></TagSet></Tagging>")
        .containsKeys("Cache-Control", "Content-Disposition", "x-amz-meta-file-name")
        .doesNotContainKeys("if-none-match", "host", "content-length", "x-amz-tagging");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "$key",
        "a$b\"c\\d",
        "\\u0024",
        "é",
        "日本",
        "😀",
        "\u2028",
        "'<>&",
        "{}[],:",
        "\\\\$",
        "ünï/\u202e"
      })
  void valuesAreEscapedAndParseBackToThemselves(String hostile) {
    PostPolicy form =
        form(any().keys((request, now, random) -> "k/" + hostile).overwrite(Overwrite.ALLOWED));
    String json = policyText(form);
    assertThat(json).matches("[ -~]+").doesNotContain("$");
    assertThat(equal(form)).containsEntry("key", "k/" + hostile);
    assertThat(form.key()).isEqualTo("k/" + hostile);
  }

  @Test
  void escapesAreThoseOfS3sPolicyGrammar() {
    PostPolicy form =
        form(any().keys((request, now, random) -> "$\\\"é😀").overwrite(Overwrite.ALLOWED));
    assertThat(policyText(form).toLowerCase(Locale.ROOT))
        .contains("{\"key\":\"\\u0024\\\\\\\"\\u00e9\\ud83d\\ude00\"}");
  }

  @Test
  void longValuesAreEscapedToTheirEnd() {
    String key = "é$\"".repeat(256);
    PostPolicy form = form(any().keys((request, now, random) -> key).overwrite(Overwrite.ALLOWED));
    assertThat(equal(form)).containsEntry("key", key);
    assertThat(policyText(form)).doesNotContain("$").matches("[ -~]+");
  }

  @Test
  void noFieldCanHaveWhatS3ReplacesByTheFilesName() {
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> form(any(), request().metadata("extra", "a ${filename}")))
        .withMessageContaining("x-amz-meta-extra", "change that text")
        .matches(refused -> refused.code() == ErrorCode.INVALID_REQUEST);
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(
            () -> form(any().fileNameAsMetadata("n"), request().fileName("${filename}.png")));
  }

  @Test
  void aKnownSizeIsBoundExactlyAndAnUnknownOneAsARange() {
    assertThat(others(form(any().maxSize(10)))).containsExactly("[\"content-length-range\",5,5]");
    assertThat(others(form(any().maxSize(10), request().size(null))))
        .containsExactly("[\"content-length-range\",1,10]");
    assertThat(others(form(any().minSize(3), request().size(null))))
        .containsExactly("[\"content-length-range\",3,5368709120]");
    assertThat(others(form(any(), request().size(null)))).isEmpty();
  }

  private static Map<String, String> answering(PostPolicySettings settings) {
    PostPolicy form = (PostPolicy) TestGrants.of(any().kinds(settings)).grant(request().build());
    return form.fields();
  }

  @Test
  void aFormAnswersWithItsStatusOrRedirects() {
    assertThat(form(any()).fields()).containsEntry("success_action_status", "201");
    assertThat(answering(postPolicy().successStatus(204)))
        .containsEntry("success_action_status", "204");
    assertThat(answering(postPolicy().successRedirect(URI.create("https://example.com/done?a=$b"))))
        .containsEntry("success_action_redirect", "https://example.com/done?a=$b")
        .doesNotContainKey("success_action_status");
  }

  @Test
  void aPrefixGrantLeavesTheNameAndTheTypeToTheClient() {
    PostPolicy form =
        form(prefix().contentTypes("image/*").maxSize(10), UploadRequest.of("any").by("alice"));
    assertThat(form.key()).matches("p/alice/[0-9a-f]{32}/\\$\\{filename}");
    String start = form.key().replace("${filename}", "");
    assertThat(form.fields()).containsEntry("key", form.key()).doesNotContainKey("Content-Type");
    assertThat(form.openFields()).containsExactly(Map.entry("Content-Type", "image/"));
    assertThat(others(form))
        .containsExactlyInAnyOrder(
            "[\"starts-with\",\"$key\",\"" + start + "\"]",
            "[\"starts-with\",\"$Content-Type\",\"image/\"]",
            "[\"content-length-range\",1,10]");
    assertThat(equal(form)).doesNotContainKeys("key", "Content-Type");
  }

  @Test
  void aPrefixGrantBindsTheOneTypeAndOpensAny() {
    UploadRequest.Builder request = UploadRequest.of("any").by("alice");
    PostPolicy one = form(prefix().contentTypes("image/png"), request);
    assertThat(one.fields()).containsEntry("Content-Type", "image/png");
    assertThat(equal(one)).containsEntry("Content-Type", "image/png");
    assertThat(one.openFields()).isEmpty();
    PostPolicy open = form(prefix(), request);
    assertThat(open.openFields()).containsExactly(Map.entry("Content-Type", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "al"})
  void aPrefixEndsInASlashSoThatNoOtherSubjectsBeginsWithIt(String subject) {
    PostPolicy form =
        form(
            UploadProfile.named("any")
                .scope(UploadScope.PREFIX)
                .overwrite(Overwrite.ALLOWED)
                .keys(new TestGrants.OwnFolders()),
            UploadRequest.of("any").by(subject));
    assertThat(others(form)).contains("[\"starts-with\",\"$key\",\"u/" + subject + "/\"]");
  }

  @Test
  void aPrefixGrantStillBindsTheProfilesOwnSettings() {
    PostPolicy form =
        form(
            prefix().metadata("owner", "app").tag("a", "b").storageClass("GLACIER"),
            UploadRequest.of("any").by("alice"));
    assertThat(equal(form))
        .containsEntry("x-amz-meta-owner", "app")
        .containsEntry("x-amz-storage-class", "GLACIER")
        .containsKey("tagging");
    assertThat(form.enforced())
        .containsKeys(
            UploadConstraint.KEY, UploadConstraint.METADATA, UploadConstraint.STORAGE_CLASS);
  }
}
