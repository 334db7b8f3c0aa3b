package io.uploadgrants.testkit.embedded.access;

import io.uploadgrants.testkit.embedded.iam.GlobalKeys;
import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.request.Tags;
import io.uploadgrants.testkit.embedded.signature.Signing;
import io.uploadgrants.testkit.embedded.signature.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of IAM's condition keys for a request. A form's fields give the same keys as headers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys">Condition
 *     keys for Amazon S3</a>
 */
final class ConditionContext {

  /** Headers whose key is {@code s3:} and their name. */
  private static final List<String> HEADERS =
      List.of(
          "x-amz-acl",
          "x-amz-content-sha256",
          "x-amz-copy-source",
          "x-amz-grant-full-control",
          "x-amz-grant-read",
          "x-amz-grant-read-acp",
          "x-amz-grant-write",
          "x-amz-grant-write-acp",
          "x-amz-metadata-directive",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-storage-class",
          "x-amz-website-redirect-location",
          "if-match",
          "if-none-match");

  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final S3Request request;
  private final @Nullable Form form;

  private ConditionContext(S3Request request, @Nullable Form form) {
    this.request = request;
    this.form = form;
  }

  static Map<String, List<String>> of(
      S3Request request, Signing signing, @Nullable Form form, Session session, Instant now) {
    ConditionContext context = new ConditionContext(request, form);
    HEADERS.forEach(name -> context.put("s3:" + name, context.text(name)));
    if (form == null) {
      List.of("prefix", "delimiter", "max-keys")
          .forEach(name -> context.put("s3:" + name, request.getParameter(name)));
      context.put("s3:VersionId", request.getParameter("versionId"));
    }
    context.putTags();
    context.put("s3:ObjectCreationOperation", String.valueOf(context.makesObject()));
    context.put("s3:signatureversion", Signing.ALGORITHM);
    context.put("s3:authType", signing.how().id());
    Instant date = Times.date(signing.date());
    if (date != null) {
      context.put("s3:signatureAge", String.valueOf(Duration.between(date, now).toMillis()));
    }
    context.values.putAll(
        GlobalKeys.of(
            now,
            request.getRemoteAddr(),
            request.getHeader("User-Agent"),
            request.getHeader("Referer")));
    // Last, so that nothing in a request can stand for what its session is.
    context.values.putAll(session.context());
    return context.values;
  }

  private @Nullable String text(String name) {
    if (form == null) {
      return request.getHeader(name);
    }
    String field = form.field(name);
    return field == null && name.equals("x-amz-acl") ? form.field("acl") : field;
  }

  private void putTags() {
    String xml = form == null ? null : form.field("tagging");
    String query = text("x-amz-tagging");
    Map<String, String> tags =
        xml != null ? Tags.ofForm(xml) : query != null ? Tags.ofHeader(query) : Map.of();
    tags.forEach(
        (key, value) -> {
          add("s3:RequestObjectTag/" + key, value);
          add("s3:RequestObjectTagKeys", key);
        });
  }

  /** Whether the request makes an object, rather than a part of one or an upload. */
  private boolean makesObject() {
    boolean completes =
        request.getMethod().equals("POST") && request.getParameter("uploadId") != null;
    boolean puts = request.getMethod().equals("PUT") && request.getParameter("uploadId") == null;
    return form != null || completes || puts;
  }

  private void put(String key, @Nullable String value) {
    if (value != null) {
      values.put(key, List.of(value));
    }
  }

  private void add(String key, String value) {
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }
}
