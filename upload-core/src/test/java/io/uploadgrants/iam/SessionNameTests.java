package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTests {

  private static final String ALPHABET = "[\\w+=,.@-]{2,64}";

  @ParameterizedTest
  @ValueSource(strings = {"alice", "ab", "a.b@example.com", "6f1c9a00-1111-2222-3333-444455556666"})
  void aSubjectOfStsAlphabetIsItsOwnName(String subject) {
    assertThat(SessionName.of(subject)).isEqualTo(subject);
  }

  @Test
  void sixtyFourCharactersAreItsOwnNameAndOneMoreIsNot() {
    assertThat(SessionName.of("x".repeat(64))).isEqualTo("x".repeat(64));
    assertThat(SessionName.of("x".repeat(65))).startsWith("=").hasSize(44);
    assertThat(SessionName.ofFederatedUser("x".repeat(32))).isEqualTo("x".repeat(32));
    assertThat(SessionName.ofFederatedUser("x".repeat(33))).startsWith("=").hasSize(32);
  }

  @Test
  void everyNameIsOfStsAlphabet() {
    Stream.of("a", "", "*", "a b", "../x", "a/b", "Zoë", "\u0000", "\ud83d\ude00", "a=b", "=guest")
        .forEach(
            subject -> {
              assertThat(SessionName.of(subject)).matches(ALPHABET);
              assertThat(SessionName.ofFederatedUser(subject)).matches("[\\w+=,.@-]{2,32}");
            });
    assertThat(SessionName.of(null)).isEqualTo("=guest").matches(ALPHABET);
  }

  @Test
  void twoSubjectsNeverShareAName() {
    Set<String> subjects = new HashSet<>(List.of("a", "A", "aa", "=a", "a=", "=guest", "guest"));
    Random random = new Random(7);
    String letters = "abAB01=+,.@-_/*?$ éß";
    while (subjects.size() < 20_000) {
      StringBuilder subject = new StringBuilder();
      int length = 1 + random.nextInt(5);
      for (int i = 0; i < length; i++) {
        subject.append(letters.charAt(random.nextInt(letters.length())));
      }
      subjects.add(subject.toString());
    }
    subjects.addAll(List.of("a\ud800", "a?", "a\udc00", "a\ufffd"));
    // What another subject's name is, is a subject as well.
    List.copyOf(subjects).forEach(each -> subjects.add(SessionName.of(each)));

    assertThat(subjects.stream().map(SessionName::of).distinct()).hasSize(subjects.size());
    assertThat(subjects.stream().map(SessionName::ofFederatedUser).distinct())
        .hasSize(subjects.size());
    assertThat(subjects).noneMatch(each -> SessionName.of(each).equals(SessionName.of(null)));
  }
}
