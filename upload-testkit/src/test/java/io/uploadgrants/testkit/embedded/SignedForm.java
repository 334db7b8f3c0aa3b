package io.uploadgrants.testkit.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/** A form signed by hand, so that a test can sign a policy that no library would write. */
final class SignedForm {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final UploadServer server;
  private final Keys keys;
  private final Instant now;
  private final StringBuilder conditions = new StringBuilder();
  private final StringBuilder parts = new StringBuilder();

  SignedForm(UploadServer server, Keys keys) {
    this.server = server;
    this.keys = keys;
    this.now = server.clock().instant();
    condition("{\"bucket\":\"" + server.bucket() + "\"}");
  }

  SignedForm condition(String json) {
    conditions.append(conditions.isEmpty() ? "" : ",").append(json);
    return this;
  }

  /** Adds the conditions on the fields with which the form is signed. */
  SignedForm conditionsOnItself() {
    condition("{\"x-amz-algorithm\":\"AWS4-HMAC-SHA256\"}");
    condition("{\"x-amz-credential\":\"" + credential() + "\"}");
    return condition("{\"x-amz-date\":\"" + DATE.format(now) + "\"}");
  }

  SignedForm field(String name, String value) {
    return part("\"" + name + "\"", value);
  }

  SignedForm file(String name) {
    return part("\"file\"; filename=\"" + name + "\"", "hello");
  }

  SignedForm fileWithoutName() {
    return part("\"file\"", "hello");
  }

  private SignedForm part(String name, String value) {
    parts.append("--b\r\nContent-Disposition: form-data; name=").append(name);
    parts.append("\r\n\r\n").append(value).append("\r\n");
    return this;
  }

  /** Adds the policy, with the conditions so far, and its signature. */
  SignedForm signature() {
    String json =
        "{\"expiration\":\"%s\",\"conditions\":[%s]}".formatted(now.plusSeconds(300), conditions);
    String policy = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    byte[] key = ("AWS4" + keys.secret()).getBytes(UTF_8);
    for (String each : scope().split("/", -1)) {
      key = SignedRequest.hmac(key, each);
    }
    field("policy", policy).field("x-amz-algorithm", "AWS4-HMAC-SHA256");
    field("x-amz-credential", credential()).field("x-amz-date", DATE.format(now));
    if (keys.token() != null) {
      field("x-amz-security-token", keys.token());
    }
    return field("x-amz-signature", HexFormat.of().formatHex(SignedRequest.hmac(key, policy)));
  }

  Answer send() {
    return SignedRequest.send(
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/" + server.bucket()))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(parts + "--b--\r\n"))
            .build());
  }

  private String credential() {
    return keys.id() + "/" + scope();
  }

  private String scope() {
    return DATE.format(now).substring(0, 8) + "/us-east-1/s3/aws4_request";
  }
}
