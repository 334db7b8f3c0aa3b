package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.EmbeddedS3;
import io.uploadgrants.testkit.store.Store;
import java.util.Map;

class EmbeddedAttackTests extends AttackSuite {

  private static final String FIRST = "S3Proxy reads the first value, which is the granted one";
  private static final String LAST = "S3Proxy reads the last value, which is the granted one";
  private static final String UNSIGNED =
      "S3Proxy takes x-amz headers that aren't signed; S3 and MinIO refuse them";

  private final EmbeddedS3 server = EmbeddedS3.builder().start();

  @Override
  Store open() {
    return Store.embedded(server);
  }

  @Override
  void closeServer() {
    server.close();
  }

  @Override
  Map<String, String> harmless() {
    return Map.of(
        "put, query doubled, the same: *", FIRST,
        "put, query doubled, another behind: *", FIRST,
        "form, field doubled, the same: *", LAST,
        "form, field doubled, another before: *", LAST,
        "put, header added: x-amz-tagging", "it is kept, but can't be read",
        "form, file: before the fields", "the fields are obeyed all the same");
  }

  @Override
  Map<String, String> unchecked() {
    return Map.of(
        "put, header added: x-amz-acl", UNSIGNED,
        "put, header added: x-amz-storage-class", UNSIGNED,
        "put, header added: x-amz-meta-added", UNSIGNED);
  }
}
