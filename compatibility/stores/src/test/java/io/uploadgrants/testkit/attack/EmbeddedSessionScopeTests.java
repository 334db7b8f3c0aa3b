package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Encryption;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.testkit.UploadServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The embedded server has IAM's escapes and conditions, so keys may hold hostile text as it is. */
class EmbeddedSessionScopeTests extends SessionScopeSuite {

  private static final StoreFeature[] POLICIES = {
    StoreFeature.POLICY_ESCAPES,
    StoreFeature.POLICY_CONDITIONS,
    StoreFeature.CONDITIONAL_WRITE_POLICIES,
    StoreFeature.STORAGE_CLASSES
  };

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }

  /** 501 is how it refuses a session what it knows no right for, such as setting tags alone. */
  @Override
  Set<Integer> refusals() {
    return Set.of(403, 501);
  }

  @Test
  void aKeyOfHostileTextIsNoPattern() throws Exception {
    UploadGrants grants = grants(target(POLICIES), profile(new RawFolders()));
    Map<String, TemporaryCredentials> granted = new LinkedHashMap<>();
    int without = 0;
    for (String subject : HostileSubjects.of(SUBJECTS)) {
      try {
        granted.put(subject, grant(grants, subject));
      } catch (UploadRefusedException broken) {
        assertThat(broken.code().id()).isEqualTo("invalid-request");
        without++;
      }
    }
    assertThat(granted).hasSizeGreaterThan(60).containsKeys("*", "a*b", "a?b", "${aws:userid}");
    System.out.printf(
        "  raw subjects as keys: %d granted, %d refused as no key%n", granted.size(), without);
    List<Callable<Void>> attacks = new ArrayList<>();
    granted.forEach(
        (subject, grant) ->
            attacks.add(
                () -> {
                  Holder holder = new Holder(server(), grant);
                  works(holder, holder.own("a.txt"));
                  for (String other : others(subject)) {
                    String key = "raw/" + other + "/b.txt";
                    if (!key.startsWith(grant.key())) {
                      isRefused(subject + " writes " + key, () -> holder.put(key));
                    }
                  }
                  isRefused("read the own", () -> holder.read(holder.own("a.txt")));
                  return null;
                }));
    inParallel(attacks);
    assertNothingElseWasWritten();
  }

  /** Returns what a wildcard or a variable in the subject would have stood for, and neighbours. */
  private static Set<String> others(String subject) {
    Set<String> others = new TreeSet<>();
    others.add(subject.replace("*", "X"));
    others.add(subject.replace("*", ""));
    others.add(subject.replace("*", "X/Y"));
    others.add(subject.replace("?", "X"));
    others.add(subject.replace("*", "X").replace("?", "Y"));
    others.add(subject.replace("${aws:PrincipalAccount}", "123456789012"));
    others.add(subject.replaceAll("\\$\\{([*?$])}", "$1"));
    others.add(subject.replaceAll("\\$\\{[*?$]}", "X"));
    others.add(subject.replaceAll("\\$\\{[^}]*}", ""));
    others.add(subject.replace("${aws:username, 'victim'}", "victim"));
    others.add(subject.replace("$", ""));
    others.add(subject + "0");
    others.add("x" + subject);
    others.add("u1");
    others.add("victim");
    others.remove(subject);
    others.removeIf(
        each ->
            each.isEmpty() || each.startsWith("/") || each.endsWith("/") || each.contains("//"));
    others.removeIf(each -> Set.of(each.split("/")).stream().anyMatch(s -> s.matches("\\.{1,2}")));
    return others;
  }

  @Test
  void tagsAndAclsNeedTheirOwnRights() {
    Holder holder =
        new Holder(
            server(),
            grant(grants(target(), profile(ObjectKeyPolicy.subjectFolder("tags"))), "u1"));
    isRefused("tag while writing", () -> holder.putWithTags(holder.own("a")));
    isRefused("open while writing", () -> holder.putWithAcl(holder.own("a")));
    assertNothingElseWasWritten();
  }

  @Test
  void anUploadWithTheGrantsHeadersWorksAndOneWithoutDoesNot() {
    UploadProfile.Builder demanding =
        profile(ObjectKeyPolicy.subjectFolder("demanding"))
            .encryption(Encryption.sseS3())
            .storageClass("STANDARD_IA")
            .tag("kind", "a b")
            .overwrite(Overwrite.NEVER);
    TemporaryCredentials grant = grant(grants(target(POLICIES), demanding), "u1");
    assertThat(grant.headers()).hasSize(4);
    Holder holder = new Holder(server(), grant);
    String key = holder.own("a.txt");
    for (String header : grant.headers().keySet()) {
      Map<String, String> fewer = new LinkedHashMap<>(grant.headers());
      fewer.remove(header);
      isRefused("without " + header, () -> new Holder(server(), with(grant, fewer)).put(key));
      fewer.put(header, header.equals("x-amz-tagging") ? "kind=b" : "AES128");
      if (!header.equals("if-none-match")) {
        isRefused("other " + header, () -> new Holder(server(), with(grant, fewer)).put(key));
      }
    }
    holder.put(key);
    assertThatThrownBy(() -> holder.put(key))
        .isInstanceOfSatisfying(
            S3Exception.class, failed -> assertThat(failed.statusCode()).isEqualTo(412));
    server().client().deleteObject(d -> d.bucket(server().bucket()).key(key));
  }

  @Test
  void noOverwriteAloneLetsPartsThroughAndRefusesToCompleteWithoutTheHeader() {
    UploadProfile.Builder once =
        profile(ObjectKeyPolicy.subjectFolder("once")).overwrite(Overwrite.NEVER);
    TemporaryCredentials grant = grant(grants(target(POLICIES), once), "u1");
    String key = grant.key() + "a.txt";
    isRefused(
        "complete without the header",
        () -> new Holder(server(), with(grant, Map.of())).putInParts(key));
    new Holder(server(), grant).putInParts(key);
    server().client().deleteObject(d -> d.bucket(server().bucket()).key(key));
  }

  private static TemporaryCredentials with(
      TemporaryCredentials grant, Map<String, String> headers) {
    return new TemporaryCredentials(
        grant.key(),
        grant.scope(),
        grant.credentials(),
        grant.target(),
        headers,
        null,
        grant.expiresAt(),
        grant.enforced());
  }
}
