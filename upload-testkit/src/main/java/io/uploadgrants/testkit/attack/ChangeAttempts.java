package io.uploadgrants.testkit.attack;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.wire.WireSigned;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What temporary credentials could change beside uploading. */
final class ChangeAttempts {

  private static final String TAGS =
      "<Tagging><TagSet><Tag><Key>added</Key><Value>1</Value></Tag></TagSet></Tagging>";

  private final BucketView bucket;
  private final String victim;
  private final List<Alteration<WireSigned>> all = new ArrayList<>();

  private ChangeAttempts(BucketView bucket, String victim) {
    this.bucket = bucket;
    this.victim = victim;
  }

  /**
   * Returns them.
   *
   * @param victim the key of somebody else's object
   */
  static List<Alteration<WireSigned>> of(BucketView bucket, String victim) {
    ChangeAttempts attempts = new ChangeAttempts(bucket, victim);
    attempts.deletions();
    attempts.copies();
    attempts.properties();
    attempts.buckets();
    return attempts.all;
  }

  private void deletions() {
    own("delete: own object", put -> put.request("DELETE", put.key()));
    reaching("delete: another's object", put -> put.request("DELETE", victim));
    String list = "<Delete><Object><Key>%s</Key></Object></Delete>".formatted(victim);
    reaching(
        "delete: another's object, in a list",
        put -> xml(put.request("POST", "").asking("delete"), list));
  }

  private void copies() {
    reaching(
        "copy: another's object",
        put ->
            put.withBody(new byte[0]).with("x-amz-copy-source", "/" + put.bucket() + "/" + victim));
  }

  private void properties() {
    own(
        "tags: of the own object",
        put -> xml(put.request("PUT", put.key()).asking("tagging"), TAGS));
    reaching(
        "tags: of another's object",
        put -> xml(put.request("PUT", victim).asking("tagging"), TAGS));
    own("acl: of the own object", put -> opened(put.request("PUT", put.key())));
    reaching("acl: of another's object", put -> opened(put.request("PUT", victim)));
  }

  private static WireSigned opened(WireSigned object) {
    return object.asking("acl").with("x-amz-acl", "public-read");
  }

  private static WireSigned xml(WireSigned request, String xml) {
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    return request
        .withBody(body)
        .with(
            "x-amz-checksum-sha256", GrantClient.checksum(ChecksumAlgorithm.SHA256, body).value());
  }

  private void buckets() {
    all.add(
        Alteration.by(
            "bucket: another, made",
            ServerCheck.SESSION_POLICY,
            put -> {
              String other = put.bucket() + "-2";
              UploadAnswer answer = put.request("PUT", other, "").send();
              if (answer.accepted()) {
                bucket.removeBucket(other);
              }
              return answer;
            }));
    all.add(
        Alteration.by(
            "bucket: another, uploaded into",
            ServerCheck.SESSION_POLICY,
            put -> {
              String other = put.bucket() + "-2";
              bucket.makeBucket(other);
              try {
                return put.withBucket(other).send();
              } finally {
                bucket.removeBucket(other);
              }
            }));
  }

  private void own(String name, UnaryOperator<WireSigned> request) {
    all.add(SessionAlterations.policy(name, request).afterTheUpload());
  }

  private void reaching(String name, UnaryOperator<WireSigned> request) {
    all.add(SessionAlterations.policy(name, request).reachingOthers());
  }
}
