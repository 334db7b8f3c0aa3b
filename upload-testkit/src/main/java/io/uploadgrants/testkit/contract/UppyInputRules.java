package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Requests as neither Uppy sends them: broken ones, and those of somebody who tries. */
abstract class UppyInputRules {

  private static final String PARAMS = "/s3/params?type=image%2Fpng";

  private final UppyEndpointContract contract;

  UppyInputRules(UppyEndpointContract contract) {
    this.contract = contract;
  }

  @Test
  void partNumbersAreThoseOfTheUpload() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);

    for (String number :
        List.of(
            "0",
            "2",
            "10001",
            "-1",
            "+1",
            "01",
            "1.0",
            "1e0",
            "%31%30%30%30%31",
            "one",
            "99999999999999999999")) {
      site.get("alice", upload.path("/" + number)).problem(400, "invalid-request");
      site.get("alice", upload.path("/batch") + "&partNumbers=1," + number)
          .problem(400, "invalid-request");
    }
    String thousands =
        IntStream.rangeClosed(1, 1_001).mapToObj(String::valueOf).collect(Collectors.joining(","));
    for (String numbers : List.of("", ",", "1,", "1,,", "1,1", "1%2C%201", "1;1", thousands)) {
      site.get("alice", upload.path("/batch") + "&partNumbers=" + numbers)
          .problem(400, "invalid-request");
    }
    site.get("alice", upload.path("/batch")).problem(400, "invalid-request");
    for (String number : List.of("null", "\"1\"", "1.5", "0", "10001", "[1]", "1e99")) {
      site.post(
              "alice",
              "/s3/presign",
              "{\"method\":\"PUT\",\"key\":\"k\",\"uploadId\":\"%s\",\"partNumber\":%s}"
                  .formatted(upload.id(), number))
          .problem(400, "invalid-request");
    }
  }

  @Test
  void partsThatAreListedHaveANumberAndAnEntityTag() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);

    for (String parts :
        List.of(
            "{}",
            "{\"parts\":null}",
            "{\"parts\":{}}",
            "{\"parts\":[1]}",
            "{\"parts\":[{\"PartNumber\":1}]}",
            "{\"parts\":[{\"PartNumber\":1,\"ETag\":null}]}",
            "{\"parts\":[{\"ETag\":\"e\"}]}",
            "{\"parts\":[{\"PartNumber\":\"1\",\"ETag\":\"e\"}]}",
            "{\"parts\":[{\"PartNumber\":0,\"ETag\":\"e\"}]}",
            "{\"parts\":[{\"PartNumber\":1,\"ETag\":\"e\"},{\"PartNumber\":1,\"ETag\":\"e\"}]}")) {
      site.post("alice", upload.path("/complete"), parts).problem(400, "invalid-request");
    }
    site.post("alice", upload.path("/complete"), "[]").problem(400, "malformed-request");
    site.post("alice", upload.path("/complete"), "{\"parts\":[]}").problem(422, "parts-missing");
  }

  @Test
  void xmlThatIsNoListOfPartsIsRefused() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);
    String part = "<Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part>";

    for (String xml :
        List.of(
            "",
            "{}",
            "<CompleteMultipartUpload>",
            "<Other/>",
            "<CompleteMultipartUpload><Other/></CompleteMultipartUpload>",
            "<CompleteMultipartUpload><Part/></CompleteMultipartUpload>",
            "<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>",
            "<CompleteMultipartUpload>text</CompleteMultipartUpload>",
            "<!DOCTYPE c [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><CompleteMultipartUpload>"
                + part.formatted("&e;")
                + "</CompleteMultipartUpload>",
            "<!DOCTYPE c [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY e \"&a;&a;&a;&a;&a;&a;\">]><CompleteMultipartUpload>"
                + part.formatted("&e;")
                + "</CompleteMultipartUpload>",
            "<CompleteMultipartUpload"
                + IntStream.range(0, 20_000)
                    .mapToObj(" xmlns:a%d=\"u\""::formatted)
                    .collect(Collectors.joining())
                + "/>")) {
      Reply reply = xml("POST", upload.id(), "application/xml", xml);
      assertThat(reply.status()).as(xml).isEqualTo(400);
      assertThat(UppySignRules.element(reply, "Code")).as(xml).startsWith("invalid-request: ");
    }
    Reply form = xml("POST", upload.id(), "text/plain", UppySignRules.parts("e"));
    assertThat(form.status()).isEqualTo(415);
    assertThat(UppySignRules.element(form, "Code")).startsWith("unsupported-media-type: ");
  }

  @Test
  void xmlMakesTheApplicationFetchNothing() throws IOException {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      elsewhere.setSoTimeout(1);
      String url = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/x.dtd";

      Reply reply =
          xml(
              "POST",
              upload.id(),
              "application/xml",
              "<!DOCTYPE c SYSTEM \"" + url + "\">" + UppySignRules.parts("e"));

      assertThat(reply.status()).isEqualTo(400);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(elsewhere::accept);
    }
  }

  private Reply xml(String method, String id, String type, String body) {
    return contract
        .site()
        .endpoint()
        .sendBody(
            method,
            "/s3/uploads/" + id,
            body,
            EndpointClient.SUBJECT,
            "alice",
            "Content-Type",
            type,
            "X-Requested-With",
            "uppy");
  }

  @Test
  void parametersThatAreReadAreThereOnceAndWellFormed() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);

    for (String query :
        List.of(
            "&filename=a&filename=b",
            "&filename=a&type=image%2Fpng",
            "&filename=%C3",
            "&filename=%ED%A0%80",
            "&metadata%5Bprofile%5D=photo&metadata%5Bprofile%5D=checked")) {
      site.get("alice", PARAMS + query).problem(400, "invalid-request");
    }
    site.get("alice", upload.path("/1") + "&key=" + upload.key()).problem(400, "invalid-request");
    // What isn't read is the page's own, however it is written.
    Reply reply =
        site.get(
            "alice", PARAMS + "&filename=a.png&x=%C3&x=2&metadata%5Bx%5D=1&metadata%5Bx%5D=2&&=");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @Test
  void hostileNamesBecomeNoPartOfAKeyAndNoMetadata() {
    UppySite site = contract.site();

    for (String name :
        List.of(
            "../../etc/passwd",
            "${filename}",
            "a\\b",
            "<script>.png",
            "a b&c=d.png",
            "\u202egnp.exe")) {
      Reply reply = site.get("alice", PARAMS + "&filename=" + UppySite.encoded(name));
      assertThat(reply.status()).as("%s: %s", name, reply.text()).isEqualTo(200);
      JsonNode fields = reply.json().path("fields");
      assertThat(fields.path("key").asString())
          .startsWith("photos/alice/")
          .doesNotContain("..", "${", "<", "\\", "\u202e");
      assertThat(fields.propertyNames()).noneMatch(field -> field.startsWith("x-amz-meta-name"));
    }
    for (String name : List.of("a\u0000b", "a\nb", "   ")) {
      site.get("alice", PARAMS + "&filename=" + UppySite.encoded(name))
          .problem(400, "invalid-request");
    }
  }

  @Test
  void metadataOfAnyTypeIsTaken() {
    UppySite site = contract.site();
    for (String metadata :
        List.of(
            "null",
            "[]",
            "\"text\"",
            "{\"profile\":7,\"size\":-1,\"name\":[\"a\"],\"x\":{\"y\":{}}}",
            "{\"size\":1e3,\"caption\":true}",
            "{\"size\":99999999999999999999,\"upload-id\":\"x\"}")) {
      Reply reply =
          site.post(
              "alice",
              "/s3/multipart",
              "{\"filename\":\"a.png\",\"type\":\"image/png\",\"metadata\":" + metadata + "}");
      assertThat(reply.status()).as("%s: %s", metadata, reply.text()).isEqualTo(200);
    }
    site.post("alice", "/s3/multipart", "{\"filename\":7}").problem(400, "invalid-request");
    site.post("alice", "/s3/multipart", "{\"filename\":\"a\",\"type\":\"image\"}")
        .problem(400, "invalid-request");
  }

  @Test
  void bodiesAreBoundedJson() {
    UppySite site = contract.site();
    String large = "{\"filename\":\"" + "a".repeat(70_000) + "\"}";
    for (String path : List.of("/s3/multipart", "/s3/presign")) {
      site.post("alice", path, large).problem(413, "request-too-large");
      site.post("alice", path, "{\"filename\":").problem(400, "malformed-request");
      site.endpoint()
          .sendBody(
              "POST", path, "{}", EndpointClient.SUBJECT, "alice", "Content-Type", "text/plain")
          .problem(415, "unsupported-media-type");
    }
  }

  @Test
  void whatIsSignedIsAnOperationOfUppy() {
    for (String request :
        List.of(
            "{}",
            "{\"method\":\"PUT\"}",
            "{\"method\":\"PUT\",\"key\":\" \"}",
            "{\"method\":\"PUT\",\"key\":7}",
            "{\"method\":\"GET\",\"key\":\"photos/alice/a.png\"}",
            "{\"method\":\"HEAD\",\"key\":\"k\"}",
            "{\"method\":\"put\",\"key\":\"k\"}")) {
      contract.site().post("alice", "/s3/presign", request).problem(400, "invalid-request");
    }
  }

  @Test
  void otherPathsAndMethodsAreTold() {
    UppySite site = contract.site();
    for (String path :
        List.of(
            "",
            "/",
            "/s3",
            "/s3/",
            "/s3/params/x",
            "/s3/nothing",
            "/s3/multipart/",
            "/s3/multipart/a/1/2",
            "/s3/uploads/a/b",
            "/S3/params")) {
      site.get("alice", path).problem(404, "not-found");
    }
    Reply put = site.endpoint().send("PUT", "/s3/params", EndpointClient.SUBJECT, "alice");
    put.problem(405, "method-not-allowed");
    assertThat(put.allowed()).contains("GET");
    site.endpoint()
        .send("POST", "/s3/params?filename=a", EndpointClient.SUBJECT, "alice")
        .problem(405, "method-not-allowed");
    Reply options = site.endpoint().send("OPTIONS", "/s3/multipart");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.allowed()).contains("POST");
    assertThat(site.get("alice", "/s3/multipart").status()).isEqualTo(405);
  }
}
