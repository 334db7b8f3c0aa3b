package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PartPlan;
import io.uploadgrants.testkit.UploadAnswer;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the {@code signRequest} of Uppy 6 asks for, and where it is then sent. */
abstract class UppySignRules {

  private static final String KEY = "0b7d3c52-9d1c-4f7e-8a43-2f4f8b8f3c11-a b&c.png";
  private static final int PART = (int) PartPlan.MIN_PART_SIZE;
  private static final byte[] FILE = new byte[PART + 20];

  private final UppyEndpointContract contract;

  UppySignRules(UppyEndpointContract contract) {
    this.contract = contract;
  }

  private JsonNode presign(String members) {
    Reply reply =
        contract.site().post("alice", "/s3/presign", "{\"key\":\"" + KEY + "\"," + members + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    reply.assertJson("application/json");
    return reply.json();
  }

  static String element(Reply reply, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(reply.text());
    assertThat(matcher.find()).as(reply.text()).isTrue();
    return matcher.group(1).replace("&quot;", "\"").replace("&amp;", "&");
  }

  private Reply start() {
    JsonNode create = presign("\"method\":\"POST\",\"metadata\":{\"size\":" + FILE.length + "}");
    return contract.site().xml("POST", create, "alice", "image/png", "");
  }

  private String send(String uploadId, int number, byte[] part) {
    JsonNode signed =
        presign(
            "\"method\":\"PUT\",\"uploadId\":\"%s\",\"partNumber\":%d".formatted(uploadId, number));
    UploadAnswer answer =
        contract
            .site()
            .put(signed.path("url").asString(), UppySite.texts(signed.path("headers")), part);
    assertThat(answer.accepted()).as("%s", answer).isTrue();
    return answer.etag();
  }

  static String parts(String... etags) {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
    for (int i = 0; i < etags.length; i++) {
      xml.append("<Part><PartNumber>")
          .append(i + 1)
          .append("</PartNumber><ETag>")
          .append(etags[i])
          .append("</ETag></Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString();
  }

  @Test
  void anUploadInPartsGoesThroughTheApplicationButForItsBytes() {
    UppySite site = contract.site();
    Reply started = start();
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    assertThat(started.header("content-type")).isEqualTo("application/xml");
    String id = element(started, "UploadId");
    String key = element(started, "Key");
    assertThat(key).startsWith("photos/alice/").endsWith(".png").doesNotContain("0b7d3c52");

    String first = send(id, 1, Arrays.copyOf(FILE, PART));
    Reply list =
        site.xml("GET", presign("\"method\":\"GET\",\"uploadId\":\"" + id + "\""), "alice", "", "");
    assertThat(element(list, "PartNumber")).isEqualTo("1");
    assertThat(element(list, "ETag")).isEqualTo(first);
    String second = send(id, 2, Arrays.copyOfRange(FILE, PART, FILE.length));

    JsonNode complete = presign("\"method\":\"POST\",\"uploadId\":\"" + id + "\"");
    assertThat(complete.path("key").asString()).isEqualTo(key);
    Reply completed =
        site.xml(
            "POST", complete, "alice", "application/xml", parts(first, second.replace("\"", "")));
    assertThat(completed.status()).as(completed.text()).isEqualTo(200);
    assertThat(completed.header("content-type")).isEqualTo("application/xml");
    assertThat(element(completed, "Key")).isEqualTo(key);
    String location = element(completed, "Location");
    String receipt = location.substring(location.indexOf("#receipt=") + 9);
    assertThat(site.receipts().verify(receipt, "alice").key()).isEqualTo(key);
    assertThat(site.has(key)).isTrue();
  }

  @Test
  void requestsToTheApplicationCarryWhatItsCsrfProtectionWants() {
    String id = element(start(), "UploadId");

    for (String members :
        new String[] {
          "\"method\":\"POST\"",
          "\"method\":\"GET\",\"uploadId\":\"" + id + "\"",
          "\"method\":\"POST\",\"uploadId\":\"" + id + "\"",
          "\"method\":\"DELETE\",\"uploadId\":\"" + id + "\""
        }) {
      JsonNode presigned = presign(members);
      assertThat(presigned.path("headers").path(UppySite.CSRF[0]).asString())
          .as(members)
          .isEqualTo(UppySite.CSRF[1]);
      assertThat(presigned.path("url").asString()).startsWith("/").doesNotStartWith("//");
    }
    for (String members :
        new String[] {
          "\"method\":\"PUT\",\"contentType\":\"image/png\"",
          "\"method\":\"PUT\",\"uploadId\":\"" + id + "\",\"partNumber\":1"
        }) {
      assertThat(presign(members).toString()).as(members).doesNotContain(UppySite.CSRF[1]);
    }
  }

  @Test
  void withoutTheHeaderThatOtherSitesCannotSendNothingIsStarted() {
    JsonNode create = presign("\"method\":\"POST\"");
    String url = create.path("url").asString();
    EndpointClient endpoint = contract.site().endpoint();

    Reply refused =
        endpoint.sendBody(
            "POST",
            url.substring(endpoint.base().getRawPath().length()),
            "",
            EndpointClient.SUBJECT,
            "alice",
            "Content-Type",
            "text/plain");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(element(refused, "Code")).startsWith("denied: ");
  }

  @Test
  void withoutThatHeaderAnUploadIsNeitherListedNorCompletedNorCancelled() {
    UppySite site = contract.site();
    String id = element(start(), "UploadId");
    String first = send(id, 1, Arrays.copyOf(FILE, PART));
    String second = send(id, 2, Arrays.copyOfRange(FILE, PART, FILE.length));
    String parts = parts(first, second);

    for (String method : new String[] {"GET", "POST", "DELETE"}) {
      Reply refused =
          site.endpoint()
              .sendBody(
                  method,
                  "/s3/uploads/" + id,
                  method.equals("POST") ? parts : "",
                  EndpointClient.SUBJECT,
                  "alice",
                  "Content-Type",
                  "application/xml");
      assertThat(refused.status()).as(method).isEqualTo(403);
      assertThat(element(refused, "Code")).startsWith("denied: ");
    }

    JsonNode complete = presign("\"method\":\"POST\",\"uploadId\":\"" + id + "\"");
    assertThat(site.xml("POST", complete, "alice", "application/xml", parts).status())
        .isEqualTo(200);
  }

  @Test
  void hostileTextBecomesNoXml() {
    Reply refused =
        contract
            .site()
            .endpoint()
            .sendBody(
                "POST",
                "/s3/uploads?uploads=&metadata%5Bprofile%5D=%3CKey%3E%26amp%3B",
                "",
                EndpointClient.SUBJECT,
                "alice",
                "X-Requested-With",
                "uppy");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text()).contains("'&lt;Key&gt;&amp;amp;'").doesNotContain("<Key>");
  }

  @Test
  void aCancelledUploadIsGoneAndItsErrorIsOneThatPeopleCanRead() {
    UppySite site = contract.site();
    String id = element(start(), "UploadId");
    send(id, 1, Arrays.copyOf(FILE, PART));

    Reply cancelled =
        site.xml(
            "DELETE",
            presign("\"method\":\"DELETE\",\"uploadId\":\"" + id + "\""),
            "alice",
            "",
            "");
    assertThat(cancelled.status()).isEqualTo(204);
    assertThat(cancelled.text()).isEmpty();
    Reply list =
        site.xml("GET", presign("\"method\":\"GET\",\"uploadId\":\"" + id + "\""), "alice", "", "");
    assertThat(list.status()).isEqualTo(404);
    assertThat(list.header("content-type")).isEqualTo("application/xml");
    assertThat(element(list, "Code"))
        .startsWith("no-such-upload: ")
        .endsWith(element(list, "Message"));
  }

  @Test
  void aFileInOnePieceIsAForm() {
    UppySite site = contract.site();
    JsonNode form = presign("\"method\":\"PUT\",\"contentType\":\"image/png\",\"expiresIn\":7");

    assertThat(form.propertyNames()).containsExactlyInAnyOrder("url", "key", "fields");
    assertThat(form.path("key")).isEqualTo(form.path("fields").path("key"));
    assertThat(form.path("key").asString()).startsWith("photos/alice/");
    assertThat(site.form(form, new byte[] {1}).accepted()).isTrue();
  }

  @Test
  void whereAProfileHasNoFormsAFileInOnePieceIsAPut() {
    UppySite site = contract.site();
    JsonNode put =
        presign(
            "\"method\":\"PUT\",\"contentType\":\"image/png\",\"metadata\":{\"profile\":\"put\"}");

    assertThat(put.propertyNames()).containsExactlyInAnyOrder("url", "key", "headers");
    Map<String, String> headers = UppySite.texts(put.path("headers"));
    assertThat(site.put(put.path("url").asString(), headers, new byte[] {1}).accepted()).isTrue();
    assertThat(site.has(put.path("key").asString())).isTrue();
  }

  @Test
  void anObjectIsNotDeleted() {
    contract
        .site()
        .post("alice", "/s3/presign", "{\"method\":\"DELETE\",\"key\":\"photos/alice/a.png\"}")
        .problem(403, "denied");
  }
}
