package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource
class ProfilesTests {

  private final TestServer server;

  ProfilesTests(Container container) {
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
  }

  @Test
  void aSubjectSeesEveryProfileInTheOrderOfTheContract() {
    Answered answer = server.send("GET", "/uploads/profiles", "X-Login", "alice");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).contains("no-store");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("content-length")).isEqualTo("" + answer.length());
    assertThat(answer.json().propertyNames()).containsExactly("profiles");
    assertThat(answer.json().path("profiles").values())
        .extracting(profile -> profile.path("name").asString())
        .containsExactly("avatar", "any", "form", "sized", "checked", "folder");
    assertThat(answer.json().path("profiles").get(0).toString())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"name":"avatar","kinds":["presigned-put","post-policy"],
                     "contentTypes":["image/*"],"minSize":1,"maxSize":5242880,
                     "checksum":null,"multipart":null}
                    """)
                .toString());
    assertThat(answer.json().path("profiles").get(1).toString())
        .isEqualTo(
            "{\"name\":\"any\",\"kinds\":[\"presigned-put\"],\"contentTypes\":[],\"minSize\":0,\"maxSize\":null,\"checksum\":null,\"multipart\":null}");
    assertThat(answer.json().path("profiles").get(4).path("checksum").asString())
        .isEqualTo("SHA256");
  }

  @Test
  void aGuestSeesWhatIsOpenToGuests() {
    Answered answer = server.send("GET", "/uploads/profiles");

    assertThat(answer.json().path("profiles").values())
        .extracting(profile -> profile.path("name").asString())
        .containsExactly("any", "form", "sized", "checked");
  }

  @Test
  void headTellsTheHeadersOfGetWithoutABody() {
    Answered get = server.send("GET", "/uploads/profiles");
    Answered head = server.send("HEAD", "/uploads/profiles");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
    assertThat(head.header("content-type")).isEqualTo("application/json");
  }
}
