package io.uploadgrants.probe;

import io.uploadgrants.GrantSettings;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.s3.S3Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a store makes of the policies of temporary credentials. */
record PolicyFindings(
    ProbeGrants grants, ProbeBucket bucket, ProbeCalls calls, GrantStrategy strategy) {

  private static final String CLASS = "x-amz-storage-class";

  /** What needs a right of its own, which no session here has. */
  private static final Map<String, String> UNGRANTED =
      Map.of(
          "x-amz-acl", "public-read",
          "x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"",
          "x-amz-tagging", "added=1");

  /** Whether the policy of one key opens no other. */
  StoreFinding capitals() {
    return opensJust("a", List.of("A"));
  }

  StoreFinding escapes() {
    return opensJust("a*b?c$d", List.of("axb?c$d", "a*bxc$d", "a${*}b${?}c${$}d"));
  }

  private StoreFinding opensJust(String name, List<String> others) {
    String key = key(name);
    TemporaryCredentials session = session(profile -> profile.keys((r, now, random) -> key));
    ProbeAnswer right = put(session, key, session.headers());
    bucket.remove(key);
    if (!right.accepted()) {
      return StoreFinding.ofRefusal("a PUT to the policy's key", right);
    }
    return Attempt.allRefused(
        bucket,
        others.stream()
            .map(this::key)
            .map(
                other ->
                    new Attempt(
                        "a PUT to another key than the policy's",
                        other,
                        () -> put(session, other, session.headers())))
            .toList());
  }

  private String key(String name) {
    return grants.prefix() + "/" + name + "/file";
  }

  /** Whether a policy can demand {@code If-None-Match}. */
  StoreFinding firstOnly() {
    String key = key("once");
    TemporaryCredentials session =
        session(
            profile -> profile.overwrite(Overwrite.NEVER).keys((r, now, random) -> key),
            StoreFeature.CONDITIONAL_WRITES,
            StoreFeature.CONDITIONAL_WRITE_POLICIES);
    Attempt bare =
        new Attempt("a PUT without If-None-Match", key, () -> put(session, key, Map.of()));
    StoreFinding demanded = Attempt.allRefused(bucket, List.of(bare));
    if (!demanded.isPresent()) {
      return demanded;
    }
    ProbeAnswer first = put(session, key, session.headers());
    if (!first.accepted()) {
      bucket.remove(key);
      return StoreFinding.ofRefusal("a PUT with If-None-Match: *", first);
    }
    StoreFinding finding =
        Attempt.allRefused(
            bucket,
            List.of(
                new Attempt(
                    "a second PUT with If-None-Match: *",
                    "",
                    () -> put(session, key, session.headers())),
                new Attempt(
                    "a second PUT without If-None-Match", "", () -> put(session, key, Map.of()))));
    bucket.remove(key);
    return finding;
  }

  /** Whether conditions see what the store obeys. */
  StoreFinding conditions() {
    StoreFinding lists = listsItsOwnAlone();
    return lists.isPresent() ? demandsTheHeader() : lists;
  }

  private StoreFinding listsItsOwnAlone() {
    TemporaryCredentials session =
        session(
            profile ->
                profile
                    .scope(UploadScope.PREFIX)
                    .keys(ObjectKeyPolicy.random(grants.prefix()))
                    .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST)),
            StoreFeature.POLICY_CONDITIONS);
    ProbeAnswer own = list(session, session.key(), Map.of());
    if (!own.accepted()) {
      return StoreFinding.ofRefusal("a list of the policy's own prefix", own);
    }
    String others = "somebody-else/";
    Map<String, String> forged = Map.of("prefix", session.key());
    return Attempt.allRefused(
        bucket,
        List.of(
            new Attempt("a list of another prefix", "", () -> list(session, others, Map.of())),
            new Attempt(
                "a list of another prefix, with the policy's own in a header",
                "",
                () -> list(session, others, forged))));
  }

  private ProbeAnswer list(
      TemporaryCredentials session, String prefix, Map<String, String> headers) {
    Map<String, String> query = Map.of("list-type", "2", "max-keys", "1", "prefix", prefix);
    return bucket.ask(new S3Requests.Request("GET", "", query, headers), "", session.credentials());
  }

  private StoreFinding demandsTheHeader() {
    String key = key("class");
    TemporaryCredentials session =
        session(
            profile -> profile.storageClass("REDUCED_REDUNDANCY").keys((r, now, random) -> key),
            StoreFeature.STORAGE_CLASSES,
            StoreFeature.POLICY_CONDITIONS);
    ProbeAnswer right = put(session, key, session.headers());
    bucket.remove(key);
    if (!right.accepted()) {
      return StoreFinding.ofRefusal("a PUT with the policy's " + CLASS, right);
    }
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(
        new Attempt("a PUT without the policy's " + CLASS, key, () -> put(session, key, Map.of())));
    attempts.add(
        new Attempt(
            "a PUT with another " + CLASS + " than the policy's",
            key,
            () -> put(session, key, Map.of(CLASS, "STANDARD"))));
    attempts.add(
        new Attempt(
            "a PUT with the policy's " + CLASS + " as a parameter",
            key,
            () ->
                bucket.put(
                    key, session.headers(), Map.of(), ProbeUpload.FILE, session.credentials())));
    UNGRANTED.forEach(
        (name, value) ->
            attempts.add(
                new Attempt(
                    "a PUT with " + name + ", which the policy doesn't allow",
                    key,
                    () -> put(session, key, Map.of(CLASS, "REDUCED_REDUNDANCY", name, value)))));
    return Attempt.allRefused(bucket, attempts);
  }

  private ProbeAnswer put(TemporaryCredentials session, String key, Map<String, String> headers) {
    return bucket.put(key, Map.of(), headers, ProbeUpload.FILE, session.credentials());
  }

  private TemporaryCredentials session(
      UnaryOperator<UploadProfile.Builder> profile, StoreFeature... features) {
    StoreFeature[] all =
        Stream.concat(
                Stream.of(features),
                // So that the probe's own policies may name any key.
                Stream.of(StoreFeature.CASE_SENSITIVE_POLICIES, StoreFeature.POLICY_ESCAPES))
            .toArray(StoreFeature[]::new);
    return calls.within(
        "temporary credentials",
        () -> grants.session(strategy, grants.having(all).build(), profile));
  }
}
