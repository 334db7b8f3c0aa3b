package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests whose members have values that they can't have, or names that are nearly right. */
abstract class ValueRules extends ServedRules {

  ValueRules(UploadEndpointContract contract) {
    super(contract);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|profile",
        "{\"profile\":null}|profile",
        "{\"profile\":\"\"}|profile",
        "{\"profile\":12}|profile",
        "{\"profile\":true}|profile",
        "{\"profile\":[\"any\"]}|profile",
        "{\"profile\":{\"a\":1}}|profile",
        "{\"profile\":\"any\",\"size\":\"12\"}|size",
        "{\"profile\":\"any\",\"size\":1.5}|size",
        "{\"profile\":\"any\",\"size\":9223372036854775808}|size",
        "{\"profile\":\"any\",\"size\":-9223372036854775809}|size",
        "{\"profile\":\"any\",\"size\":1e999}|size",
        "{\"profile\":\"any\",\"size\":true}|size",
        "{\"profile\":\"any\",\"size\":[]}|size",
        "{\"profile\":\"any\",\"size\":-1}|size",
        "{\"profile\":\"any\",\"fileName\":7}|fileName",
        "{\"profile\":\"any\",\"contentType\":false}|contentType",
        "{\"profile\":\"any\",\"contentType\":\"png\"}|media type",
        "{\"profile\":\"any\",\"kind\":3}|kind",
        "{\"profile\":\"any\",\"kind\":\"ftp\"}|presigned-put",
        "{\"profile\":\"any\",\"checksum\":\"x\"}|checksum",
        "{\"profile\":\"any\",\"checksum\":{}}|checksum",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"SHA1\"}}|checksum",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":1,\"value\":\"x\"}}|algorithm",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"MD5\",\"value\":\"x\"}}|SHA256",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"sha256\",\"value\":\"x\"}}|SHA256",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"CRC32\",\"value\":\"x\"}}|Base64",
      })
  void aValueThatNoProfileTakesIsInvalidAndSaysWhatIsTaken(String body, String told) {
    assertThat(endpoint().post(body).problem(400, "invalid-request").path("detail").asString())
        .contains(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"profile\":\"any\",\"filename\":\"a.png\"}|filename|fileName",
        "{\"profile\":\"any\",\"file_name\":\"a.png\"}|file_name|fileName",
        "{\"profile\":\"any\",\"FileName\":\"a.png\"}|FileName|fileName",
        "{\"profile\":\"any\",\"fileNmae\":\"a.png\"}|fileNmae|fileName",
        "{\"profile\":\"any\",\"name\":\"a.png\"}|name|fileName",
        "{\"profile\":\"any\",\"Size\":5}|Size|size",
        "{\"profile\":\"any\",\"sizes\":[5]}|sizes|size",
        "{\"profile\":\"any\",\"fileSize\":5}|fileSize|size",
        "{\"profile\":\"any\",\"file_size\":5}|file_size|size",
        "{\"profile\":\"any\",\"contenttype\":\"image/png\"}|contenttype|contentType",
        "{\"profile\":\"any\",\"content-type\":\"image/png\"}|content-type|contentType",
        "{\"profile\":\"any\",\"contentTyp\":\"image/png\"}|contentTyp|contentType",
        "{\"profile\":\"any\",\"type\":\"image/png\"}|type|contentType",
        "{\"profile\":\"any\",\"mimeType\":\"image/png\"}|mimeType|contentType",
        "{\"profile\":\"any\",\"checkSum\":{}}|checkSum|checksum",
        "{\"profile\":\"any\",\"cheksum\":{}}|cheksum|checksum",
        "{\"profile\":\"any\",\"Kind\":\"post-policy\"}|Kind|kind",
        "{\"Profile\":\"any\"}|Profile|profile",
        "{\"profil\":\"any\"}|profil|profile",
        "{\"profile\":\"any\",\"fileName\":null,\"filename\":\"a.png\"}|filename|fileName",
        "{\"profile\":\"any\",\"checksum\":{\"alg\":\"SHA1\",\"value\":\"x\"}}|alg|algorithm",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"SHA1\",\"Value\":\"x\"}}|Value|value",
        "{\"profile\":\"any\",\"kind\":\"presigned_put\"}|presigned_put|presigned-put",
        "{\"profile\":\"any\",\"kind\":\"put\"}|put|presigned-put",
        "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"sha-1\",\"value\":\"x\"}}|sha-1|SHA1",
      })
  void whatLooksLikeOneOfTheseNamesIsInvalidAndSaysWhichWasMeant(
      String body, String given, String meant) {
    assertThat(endpoint().post(body).problem(400, "invalid-request").path("detail").asString())
        .contains("'" + given + "'; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"profile\":\"any\",\"size\":5,\"Size\":6}|size|Size",
        "{\"profile\":\"any\",\"file_name\":\"a\",\"fileName\":\"a\"}|fileName|file_name",
      })
  void twoSpellingsOfOneMemberAreInvalid(String body, String right, String other) {
    assertThat(endpoint().post(body).problem(400, "invalid-request").path("detail").asString())
        .contains("'" + right + "' and '" + other + "'");
  }

  @Test
  void whatIsOnlyAlikeIsTheClientsOwnBesideTheRightMember() {
    endpoint()
        .post(
            """
            {"profile":"any","profiles":["any"],"fileName":"a.png","name":"A","fileNames":["a.png"],
             "size":5,"sizes":[5],"fileSize":"5 bytes","contentType":"image/png","type":"photo",
             "kind":"presigned-put","kinds":[],"checksum":null,"hash":null}
            """)
        .grant();
  }

  @Test
  void namesThatAreNotAlikeAreTheClientsOwn() {
    endpoint()
        .post(
            """
            {"profile":"any","site":"a","king":1,"file":"a.png","content":"a","check":1,"id":7,
             "user":"a","album":"b","width":5,"fileId":"7","profileImage":true,"title":"A","s":1}
            """)
        .grant();
  }
}
