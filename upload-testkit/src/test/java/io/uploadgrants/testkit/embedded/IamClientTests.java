package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.Iams.allow;
import static io.uploadgrants.testkit.embedded.Iams.denied;
import static io.uploadgrants.testkit.embedded.Iams.deny;
import static io.uploadgrants.testkit.embedded.Iams.policy;
import static io.uploadgrants.testkit.embedded.Iams.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.UploadServer;
import java.net.URLDecoder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Inline policies are put, read, listed and deleted by AWS's own client. */
class IamClientTests {

  private static final String ROLE = "uploader";
  private static final String ANY = policy(allow("*", "*"));

  @AutoClose private final UploadServer server = UploadServer.embedded();
  @AutoClose private final IamClient iam = Iams.client(server.endpoint(), server.credentials());

  private void put(String name, String document) {
    iam.putRolePolicy(put -> put.roleName(ROLE).policyName(name).policyDocument(document));
  }

  private String get(String name) {
    return iam.getRolePolicy(get -> get.roleName(ROLE).policyName(name)).policyDocument();
  }

  private List<String> names(String role) {
    return iam.listRolePoliciesPaginator(list -> list.roleName(role).maxItems(2)).stream()
        .flatMap(page -> page.policyNames().stream())
        .toList();
  }

  @Test
  void aPolicyIsReadAsItWasPutPercentEncoded() {
    String document = policy(deny("s3:*", "arn:aws:s3:::b/a b+~é&<>*")) + "\t\r\n";
    put("own+=,.@-_1", document);
    GetRolePolicyResponse got = iam.getRolePolicy(g -> g.roleName(ROLE).policyName("own+=,.@-_1"));
    assertThat(got.roleName()).isEqualTo(ROLE);
    assertThat(got.policyName()).isEqualTo("own+=,.@-_1");
    assertThat(got.policyDocument())
        .startsWith("%7B%22Version%22%3A%222012-10-17%22")
        .contains("a%20b%2B~%C3%A9%26%3C%3E%2A")
        .endsWith("%09%0D%0A");
    assertThat(URLDecoder.decode(got.policyDocument(), UTF_8)).isEqualTo(document);
  }

  @Test
  void aSecondPolicyOfANameReplacesTheFirstAndNoOther() {
    put("one", policy(allow("s3:GetObject", "*")));
    put("two", ANY);
    put("one", policy(deny("s3:PutObject", "*")));
    assertThat(get("one")).contains("PutObject").doesNotContain("GetObject");
    assertThat(names(ROLE)).containsExactly("one", "two");
    assertThat(names("another")).isEmpty();
  }

  @Test
  void aListHasPages() {
    for (String name : List.of("c", "a", "e", "b", "d")) {
      put(name, ANY);
    }
    assertThat(names(ROLE)).containsExactly("a", "b", "c", "d", "e");
    ListRolePoliciesResponse first = iam.listRolePolicies(l -> l.roleName(ROLE).maxItems(2));
    assertThat(first.policyNames()).containsExactly("a", "b");
    assertThat(first.isTruncated()).isTrue();
    iam.deleteRolePolicy(delete -> delete.roleName(ROLE).policyName("b"));
    put("bb", ANY);
    ListRolePoliciesResponse rest =
        iam.listRolePolicies(l -> l.roleName(ROLE).maxItems(4).marker(first.marker()));
    assertThat(rest.policyNames()).containsExactly("bb", "c", "d", "e");
    assertThat(rest.isTruncated()).isFalse();
    assertThat(rest.marker()).isNull();
    for (int size : new int[] {0, -1, 1001}) {
      refused(
          400,
          "ValidationError",
          () -> iam.listRolePolicies(list -> list.roleName(ROLE).maxItems(size)));
    }
    refused(400, "ValidationError", () -> iam.listRolePolicies(l -> l.roleName(ROLE).marker("/")));
  }

  @Test
  void aListHasAHundredNamesUnlessMoreAreAskedFor() {
    IntStream.range(0, 101).forEach(i -> put("p" + i, ANY));
    assertThat(iam.listRolePolicies(l -> l.roleName(ROLE)).policyNames()).hasSize(100);
    assertThat(iam.listRolePolicies(l -> l.roleName(ROLE).maxItems(1000)).policyNames())
        .hasSize(101);
  }

  @Test
  void whatWasNotPutIsNotThere() {
    put("one", ANY);
    for (String missing : List.of("two", "One", "one1")) {
      assertThatThrownBy(() -> get(missing)).isInstanceOf(NoSuchEntityException.class);
      refused(
          404,
          "NoSuchEntity",
          () -> iam.deleteRolePolicy(delete -> delete.roleName(ROLE).policyName(missing)));
    }
    iam.deleteRolePolicy(delete -> delete.roleName(ROLE).policyName("one"));
    refused(404, "NoSuchEntity", () -> get("one"));
    assertThat(names(ROLE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a*", "é", "a\n", "../a"})
  void aNameOutOfIamsAlphabetIsRefused(String name) {
    refused(400, "ValidationError", () -> put(name, ANY));
    refused(
        400,
        "ValidationError",
        () -> iam.putRolePolicy(put -> put.roleName(name).policyName("p").policyDocument(ANY)));
  }

  @Test
  void namesHaveTheirLengths() {
    put("p".repeat(128), ANY);
    refused(400, "ValidationError", () -> put("p".repeat(129), ANY));
    iam.listRolePolicies(list -> list.roleName("r".repeat(64)));
    refused(
        400, "ValidationError", () -> iam.listRolePolicies(list -> list.roleName("r".repeat(65))));
  }

  @Test
  void allPoliciesOfARoleShareTheirSpaceAndWhiteSpaceTakesNone() {
    String half = policy(allow("s3:GetObject", "arn:aws:s3:::b/" + "k".repeat(5_000)));
    half = half.replace("kk\"", "k".repeat(5_120 - half.length() + 2) + "\"");
    assertThat(half).hasSize(5_120);
    String first = half.replace("\":", "\" :\t\r\n ");
    String second = half;
    put("first", first);
    put("second", second);
    // Replacing one counts only the new one
    put("second", second);
    assertThatThrownBy(() -> put("third", ANY)).isInstanceOf(LimitExceededException.class);
    refused(409, "LimitExceeded", () -> put("second", second.replace("b/k", "b/kk")));
    assertThat(URLDecoder.decode(get("second"), UTF_8)).isEqualTo(second);
    assertThat(names(ROLE)).containsExactly("first", "second");
    iam.putRolePolicy(put -> put.roleName("another").policyName("p").policyDocument(second));
    put("second", ANY);
    put("third", ANY);
  }

  @Test
  void aDocumentHasItsLengthWithItsWhiteSpace() {
    String longest = ANY + " ".repeat(131_072 - ANY.length());
    put("long", longest);
    refused(400, "ValidationError", () -> put("long", longest + " "));
    refused(400, "ValidationError", () -> put("none", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        " ",
        "null",
        "[]",
        "{}",
        "{\"Version\":\"2008-10-17\",\"Statement\":[]}",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "ANY ANY",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\"}}",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\","
            + "\"Resource\":\"*\",\"Condition\":{\"DateBefore\":{\"aws:TokenIssueTime\":\"2026-01-01\"}}}}",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\","
            + "\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"now\"}}}}",
        "ANY\u0000",
        "ANY\u0100",
      })
  void aMalformedDocumentIsRefusedAndTheOldOneStays(String document) {
    put("one", ANY);
    assertThatThrownBy(() -> put("one", document.replace("ANY", ANY)))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    assertThat(URLDecoder.decode(get("one"), UTF_8)).isEqualTo(ANY);
  }

  @Test
  void anActionThatIsNotHereIsRefused() {
    refused(400, "InvalidAction", () -> iam.getRole(get -> get.roleName(ROLE)));
    refused(400, "InvalidAction", () -> iam.listAttachedRolePolicies(l -> l.roleName(ROLE)));
  }

  @Test
  void aSessionNeedsTheRightFromItsRoleAndFromItsOwnPolicy() {
    put("limit", policy(allow("iam:Get*", "arn:aws:iam::123456789012:role/*"), allow("s3:*", "*")));
    for (String own : List.of(ANY, policy(allow("iam:*", "*")))) {
      try (IamClient session = session(own)) {
        session.getRolePolicy(get -> get.roleName(ROLE).policyName("limit"));
        denied(() -> session.listRolePolicies(list -> list.roleName(ROLE)));
        denied(() -> session.deleteRolePolicy(d -> d.roleName(ROLE).policyName("limit")));
        denied(
            () ->
                session.putRolePolicy(
                    put -> put.roleName(ROLE).policyName("limit").policyDocument(ANY)));
        // Whether there is such a policy isn't told to whom may not ask
        denied(() -> session.deleteRolePolicy(d -> d.roleName("other").policyName("none")));
      }
    }
    try (IamClient session = session(policy(allow("s3:*", "*")))) {
      denied(() -> session.getRolePolicy(get -> get.roleName(ROLE).policyName("limit")));
    }
    try (IamClient session = session(policy(allow("iam:*", "arn:aws:iam::*:role/other")))) {
      denied(() -> session.getRolePolicy(get -> get.roleName(ROLE).policyName("limit")));
      refused(
          404,
          "NoSuchEntity",
          () -> session.getRolePolicy(get -> get.roleName("other").policyName("limit")));
    }
    assertThat(get("limit")).contains("iam%3AGet%2A");
  }

  private IamClient session(String policy) {
    return Iams.client(server.endpoint(), Keys.session(server, policy).provider());
  }
}
