package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What may be uploaded, as it is told. */
abstract class ProfileRules extends ServedRules {

  private static final String PROFILES = "/profiles";

  ProfileRules(UploadEndpointContract contract) {
    super(contract);
  }

  @Test
  void aSubjectSeesEveryProfileInTheOrderOfTheApplication() {
    Reply reply = endpoint().send("GET", PROFILES, EndpointClient.SUBJECT, "alice");

    assertThat(reply.status()).isEqualTo(200);
    reply.assertJson("application/json");
    assertThat(reply.json().propertyNames()).containsExactly("profiles");
    assertThat(reply.json().path("profiles").values())
        .extracting(profile -> profile.path("name").asString())
        .containsExactly("avatar", "any", "form", "sized", "checked", "folder");
  }

  @Test
  void aProfileTellsItsKindsTypesSizesAndChecksum() {
    JsonNode profiles =
        endpoint().send("GET", PROFILES, EndpointClient.SUBJECT, "alice").json().path("profiles");

    assertThat(profiles.get(0))
        .isEqualTo(
            json(
                """
                {"name":"avatar","kinds":["presigned-put","post-policy"],"contentTypes":["image/*"],
                 "minSize":1,"maxSize":5242880,"checksum":null,"multipart":null}
                """));
    assertThat(profiles.get(1))
        .isEqualTo(
            json(
                """
                {"name":"any","kinds":["presigned-put"],"contentTypes":[],
                 "minSize":0,"maxSize":null,"checksum":null,"multipart":null}
                """));
    assertThat(profiles.get(4).path("checksum").asString()).isEqualTo("SHA256");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aGuestSeesWhatIsOpenToGuests() {
    Reply reply = endpoint().send("GET", PROFILES);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("profiles").values())
        .extracting(profile -> profile.path("name").asString())
        .containsExactly("any", "form", "sized", "checked");
  }

  @Test
  void headOfTheProfilesTellsTheHeadersOfGetWithoutABody() {
    Reply head = endpoint().send("HEAD", PROFILES);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    head.assertJson("application/json");
  }
}
