package io.uploadgrants.testkit.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.HostileKeys;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key has a file of its own. */
class ObjectNamesTests {

  @ParameterizedTest
  @CsvSource({
    "users/u1/me.png, users/u1/me.png",
    "two  words (1).png, two  words (1).png",
    "users/u1/me, users/u1/me%",
    "v1.2/me.png, v1.2%/me.png",
    "p/, p/%",
    "/, %0/%",
    "a//b.png, a/%0/b.png",
    "a/../b.png, a/%2E%2E/b.png",
    "./a.png, %2E/a.png",
    "a%2Fb.png, a%252Fb.png",
    "日.png, %E6%97%A5.png",
    ".mpus-x.png, %2Empus-x.png",
    "a\\b:c*.png, a%5Cb%3Ac%2A.png"
  })
  void aPlainKeyIsThePathOfItsFileAndOthersAreMarked(String key, String name) {
    assertThat(ObjectNames.of(key)).isEqualTo(name);
    assertThat(ObjectNames.key(name)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a",
        "a/",
        "a.png/",
        "a.png/b.png",
        "a/b.png%",
        "a//b.png",
        "../b.png",
        "a/../b.png",
        ".DS_Store",
        ".mpus-1-a.png",
        ".s3proxy-slash",
        "%61.png",
        "%e6%97%a5.png",
        "%FF.png",
        "%",
        "%-",
        "%0",
        "%zz.png",
        "a%2",
        "a.png-3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "a%-3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "x%-/b.png"
      })
  void anotherNameThanAKeysOwnIsNobodys(String name) {
    String key = ObjectNames.key(name);
    // One of them is a name: that of the empty key, which no object has.
    assertThat(key == null || key.isEmpty()).as(key).isTrue();
  }

  @Test
  void noTwoKeysHaveOneNameAndNoFileHasTheNameOfAFolder() {
    Map<String, String> keys = new HashMap<>();
    Set<String> folders = new HashSet<>();
    for (String key : HostileKeys.random(new Random(7), 20_000)) {
      String name = ObjectNames.of(key);
      assertThat(ObjectNames.key(name)).isEqualTo(key);
      assertThat(keys.put(name, key)).isIn(null, key);
      assertThat(name).startsWith(ObjectNames.folder(key));
      for (String folder = name; folder.contains("/"); ) {
        folder = folder.substring(0, folder.lastIndexOf('/'));
        folders.add(folder);
      }
    }
    assertThat(keys).hasSizeGreaterThan(10_000);
    assertThat(Collections.disjoint(folders, keys.keySet())).isTrue();
  }

  @Test
  void everyDiskTakesTheNames() {
    for (String key : HostileKeys.random(new Random(8), 5_000)) {
      for (String piece : ObjectNames.of(key).split("/", -1)) {
        assertThat(piece).matches("[-_.~ ()+,=@%A-Za-z0-9]{1,165}").doesNotStartWith(".");
      }
    }
  }

  @Test
  void theFolderOfAPrefixHasAllKeysThatStartWithIt() {
    for (String key : HostileKeys.random(new Random(9), 1_000)) {
      for (int length = 0; length <= Math.min(key.length(), 40); length++) {
        String folder = ObjectNames.folder(key.substring(0, length));
        assertThat(ObjectNames.of(key)).startsWith(folder);
        assertThat(folder).matches("|.*/");
      }
    }
  }

  @Test
  void whatIsReadFromADiskIsAKeysNameOrNothing() {
    Random random = new Random(10);
    List<String> pieces = List.of("%", "%-", "%0", "%2", "25", "/", ".", "..", ".png", "a", "%2E");
    for (int i = 0; i < 50_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        name.append(pieces.get(random.nextInt(pieces.size())));
      }
      String key = ObjectNames.key(name.toString());
      if (key != null) {
        assertThat(ObjectNames.of(key)).isEqualTo(name.toString());
      }
    }
  }
}
