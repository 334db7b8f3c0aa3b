package io.uploadgrants.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacTests {

  private final Random random = new Random(2104);

  @Test
  void signsAsTheJdkWithKeysAndTextsOfAnyLength() throws Exception {
    for (int keyLength = 1; keyLength < 200; keyLength++) {
      byte[] key = new byte[keyLength];
      byte[] text = new byte[random.nextInt(500)];
      random.nextBytes(key);
      random.nextBytes(text);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      assertThat(new Hmac(key).sign(text, text.length)).isEqualTo(mac.doFinal(text));
    }
  }

  @Test
  void signsTheSameTextTheSameAgain() {
    Hmac hmac = new Hmac(new byte[] {1, 2, 3});
    byte[] text = {4, 5, 6};

    assertThat(hmac.sign(text, 3)).isEqualTo(hmac.sign(text, 3));
  }
}
