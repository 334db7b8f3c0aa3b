package io.uploadgrants.testkit.attack;

import io.uploadgrants.ObjectAccess;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.WireSigned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reading and listing with temporary credentials: stores nothing, but tells. */
final class ReadAttempts {

  private final String victim;
  private final List<Alteration<WireSigned>> all = new ArrayList<>();

  private ReadAttempts(String victim) {
    this.victim = victim;
  }

  /**
   * Returns them for a grant like the given one.
   *
   * @param victim the key of somebody else's object
   * @param allowed what the holder may do with its own objects, which is no attempt then
   */
  static List<Alteration<WireSigned>> of(
      WireSigned sample, String victim, Set<ObjectAccess> allowed) {
    ReadAttempts attempts = new ReadAttempts(victim);
    attempts.others();
    if (!allowed.contains(ObjectAccess.READ)) {
      attempts.own("read: own object", "GET");
      attempts.own("read: about the own object", "HEAD");
    }
    attempts.lists();
    if (sample.grant().scope() == UploadScope.PREFIX && !allowed.contains(ObjectAccess.LIST)) {
      attempts.list("list: own prefix", put -> put.granted() + "/");
    }
    attempts.bucket();
    if (sample.grant().target().pathStyle()) {
      attempts.all.add(
          Alteration.of(
              "list: buckets", ServerCheck.SESSION_BUCKETS, put -> put.request("GET", "", "")));
    }
    return attempts.all;
  }

  private void others() {
    reaching("read: another's object", put -> put.request("GET", victim));
    reaching("read: about another's object", put -> put.request("HEAD", victim));
    reaching("read: another's ACL", put -> put.request("GET", victim).asking("acl"));
    reaching("read: another's tags", put -> put.request("GET", victim).asking("tagging"));
  }

  private void own(String name, String method) {
    all.add(
        SessionAlterations.policy(name, put -> put.request(method, put.key())).afterTheUpload());
  }

  private void lists() {
    list("list: bucket", put -> "");
    list("list: parent", WireSigned::parent);
    list("list: own prefix without its slash", WireSigned::granted);
    String others = victim.substring(0, victim.indexOf('/') + 1);
    list("list: another's prefix", put -> others);
    // Where conditions read a header as the parameter of its name, they see another prefix.
    all.add(
        SessionAlterations.conditions(
                "list: another's prefix, the own one in a header",
                put -> list(put, others).with("prefix", put.granted() + "/"))
            .reachingOthers());
  }

  private void list(String name, Function<WireSigned, String> prefix) {
    reaching(name, put -> list(put, prefix.apply(put)));
  }

  private static WireSigned list(WireSigned put, String prefix) {
    return put.request("GET", "").withQuery(Map.of("list-type", "2", "prefix", prefix));
  }

  private void bucket() {
    add("bucket: about it", put -> put.request("HEAD", ""));
    add("bucket: location", put -> put.request("GET", "").asking("location"));
    add("bucket: uploads", put -> put.request("GET", "").asking("uploads"));
    add("bucket: versions", put -> put.request("GET", "").asking("versions"));
  }

  private void add(String name, Function<WireSigned, WireSigned> request) {
    all.add(SessionAlterations.policy(name, request::apply));
  }

  private void reaching(String name, Function<WireSigned, WireSigned> request) {
    all.add(SessionAlterations.policy(name, request::apply).reachingOthers());
  }
}
