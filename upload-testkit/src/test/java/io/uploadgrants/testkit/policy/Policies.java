package io.uploadgrants.testkit.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Policies and requests, as the tests write them. */
final class Policies {

  private Policies() {}

  /** A policy of these statements, written with single quotes. */
  static SessionPolicy of(String... statements) {
    return parse("{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}");
  }

  static SessionPolicy parse(String singleQuoted) {
    return SessionPolicy.parse(singleQuoted.replace('\'', '"'));
  }

  /** A statement that allows every action of S3 on the resource. */
  static SessionPolicy allowing(String resource) {
    String json = JsonMapper.shared().writeValueAsString(resource);
    return SessionPolicy.parse(
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": %s}}"""
            .formatted(json));
  }

  /** A statement that allows everything under the condition, written with single quotes. */
  static SessionPolicy under(String condition) {
    return of(
        "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': " + condition + "}");
  }

  static AccessRequest put(String bucketAndKey) {
    return put(bucketAndKey, Map.of());
  }

  static AccessRequest put(String bucketAndKey, Map<String, List<String>> context) {
    return new AccessRequest("s3:PutObject", "arn:aws:s3:::" + bucketAndKey, context);
  }

  /** A request whose context has this key. */
  static AccessRequest with(String key, String... values) {
    return put("b/k", Map.of(key, List.of(values)));
  }

  static AccessRequest with(Map<String, String> context) {
    Map<String, List<String>> values = new HashMap<>();
    context.forEach((key, value) -> values.put(key, List.of(value)));
    return put("b/k", values);
  }
}
