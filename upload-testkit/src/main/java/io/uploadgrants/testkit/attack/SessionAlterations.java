package io.uploadgrants.testkit.attack;

import io.uploadgrants.ObjectAccess;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.wire.Wire;
import io.uploadgrants.testkit.wire.WireSigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the holder of temporary credentials can try: any request, signed by them. */
final class SessionAlterations {

  static final String IF_NONE_MATCH = "if-none-match";

  private final WireSigned sample;
  private final Set<UploadConstraint> claimed;
  private final List<Alteration<WireSigned>> all = new ArrayList<>();

  private SessionAlterations(WireSigned sample, Set<UploadConstraint> claimed) {
    this.sample = sample;
    this.claimed = claimed;
  }

  /**
   * Returns them for a grant like the given one.
   *
   * @param victim the key of somebody else's object
   * @param claimed what the store is said to enforce
   * @param allowed what the holder may do with its own objects
   * @param others issues grants of other sessions
   */
  static List<Alteration<WireSigned>> of(
      WireSigned sample,
      BucketView bucket,
      String victim,
      Set<UploadConstraint> claimed,
      Set<ObjectAccess> allowed,
      Supplier<TemporaryCredentials> others) {
    SessionAlterations uploads = new SessionAlterations(sample, claimed);
    uploads.grantedHeaders();
    uploads.addedHeaders();
    uploads.secondUpload();
    uploads.body();
    List<Alteration<WireSigned>> all = new ArrayList<>(KeyAttempts.of(sample, victim));
    all.addAll(uploads.all);
    all.addAll(ReadAttempts.of(sample, victim, allowed));
    all.addAll(ChangeAttempts.of(bucket, victim));
    all.addAll(MultipartAttempts.of(sample, bucket, victim, claimed));
    all.addAll(CredentialAttempts.of(victim, others));
    return all;
  }

  private void grantedHeaders() {
    for (String name : sample.headers().keySet()) {
      add("header dropped: " + name, put -> put.without(name));
      if (!name.equals(IF_NONE_MATCH)) {
        add("header changed: " + name, put -> put.with(name, other(name, put.header(name))));
        // Where conditions read a parameter as the header of its name, they see what isn't there.
        all.add(
            conditions(
                "header dropped, but said in the query: " + name,
                put -> put.without(name).withQuery(Map.of(name, put.header(name)))));
      }
    }
  }

  private static String other(String header, String value) {
    return switch (header) {
      case "x-amz-storage-class" -> Alteration.otherThan(value, "STANDARD", "REDUCED_REDUNDANCY");
      case "x-amz-server-side-encryption" -> Alteration.otherThan(value, "AES256", "aws:kms");
      default -> Alteration.changed(value);
    };
  }

  /** Headers that need a right of their own, or that a claim must keep out. */
  private void addedHeaders() {
    added("x-amz-acl", "public-read");
    added("x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"");
    added("x-amz-tagging", "added=1");
    added(AddedHeader.LEGAL_HOLD, "ON");
    if (!sample.sends(AddedHeader.LOCK_MODE)) {
      all.add(
          conditions(
              "header added: " + AddedHeader.LOCK_MODE,
              put -> {
                WireSigned locked = put;
                for (Wire.Header each : AddedHeader.lock(put.clock().instant())) {
                  locked = locked.with(each.name(), each.value());
                }
                return locked;
              }));
    }
    claimed(UploadConstraint.CONTENT_TYPE, "content-type", "text/html");
    claimed(UploadConstraint.METADATA, "x-amz-meta-added", "1");
    claimed(UploadConstraint.HEADERS, "cache-control", "max-age=1");
    claimed(UploadConstraint.STORAGE_CLASS, "x-amz-storage-class", "REDUCED_REDUNDANCY");
  }

  private void claimed(UploadConstraint constraint, String header, String value) {
    if (claimed.contains(constraint) && !sample.sends(header)) {
      add("header added: " + header, put -> put.with(header, value));
    }
  }

  private void added(String header, String value) {
    if (!sample.sends(header)) {
      all.add(conditions("header added: " + header, put -> put.with(header, value)));
    }
  }

  private void secondUpload() {
    if (claimed.contains(UploadConstraint.NO_OVERWRITE)) {
      Alteration<WireSigned> again =
          Alteration.of("second upload", ServerCheck.NO_OVERWRITE, put -> put);
      all.add(again.afterTheUpload());
      all.add(
          policy("second upload, header dropped: " + IF_NONE_MATCH, p -> p.without(IF_NONE_MATCH))
              .afterTheUpload());
      all.add(
          conditions(
                  "second upload, but said in the query: " + IF_NONE_MATCH,
                  put -> put.without(IF_NONE_MATCH).withQuery(Map.of(IF_NONE_MATCH, "*")))
              .afterTheUpload());
    }
  }

  /** Nothing that a policy says is about bytes; whoever claims it all the same is found out. */
  private void body() {
    if (claimed.contains(UploadConstraint.SIZE)) {
      add("body: longer", put -> put.withBody(Arrays.copyOf(put.body(), put.body().length + 1)));
      add("body: shorter", put -> put.withBody(Arrays.copyOf(put.body(), put.body().length - 1)));
    }
    if (claimed.contains(UploadConstraint.CHECKSUM)) {
      add(
          "body: other bytes of the same length",
          put -> put.withBody(Alteration.flipped(put.body())));
    }
  }

  private void add(String name, UnaryOperator<WireSigned> apply) {
    all.add(policy(name, apply));
  }

  /** An attempt that the session policy stops if it sees what the server obeys. */
  static Alteration<WireSigned> conditions(String name, UnaryOperator<WireSigned> apply) {
    return Alteration.of(name, ServerCheck.SESSION_CONDITIONS, apply);
  }

  /** An attempt that the session policy is to stop. */
  static Alteration<WireSigned> policy(String name, UnaryOperator<WireSigned> apply) {
    return Alteration.of(name, ServerCheck.SESSION_POLICY, apply);
  }
}
