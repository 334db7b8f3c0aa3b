package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.content.ContentCheck;
import io.uploadgrants.content.ContentVerdict;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type that files' names stand for, and each other name of a type, has a rule that bites. */
class ContentOfKnownTypesTests {

  private static final ContentCheck CHECK = new ContentCheck();

  private static final List<String> STARTS =
      List.of(
          "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR",
          "\u00ff\u00d8\u00ff\u00e0\0\20JFIF\0",
          "GIF89a\1\0\1\0\0\0\0",
          "PK\3\4\24\0\0\0\10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0a",
          "%PDF-1.7\n\u00e2\0",
          "OggS\0\2",
          "ID3\4\0\0\0\0\1\0",
          "fLaC\0\0\0\42",
          "MThd\0\0\0\6\0",
          "BM\0\0\0\0\0\0\0\0\0\0\0\0\50\0\0\0",
          "\0\0\1\272\104",
          "\u001f\u008b\b",
          "7z\u00bc\u00af'\u001c",
          "Rar!\u001a\7",
          "{\\rtf1}",
          "hello",
          "{}",
          "---\na: 1",
          "BEGIN:VCARD\n",
          "BEGIN:VCALENDAR\n",
          "WEBVTT\n",
          "<svg >",
          "<a />",
          "<p>",
          "<html>",
          "Subject: a\n");

  static Set<String> types() {
    Set<String> types = new TreeSet<>(FileTypes.all().values());
    types.addAll(TypeAliases.all().values());
    return types;
  }

  static Collection<Map.Entry<String, String>> aliases() {
    return TypeAliases.all().entrySet();
  }

  private static ContentVerdict verdict(String type, String start) {
    byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
    return CHECK.check(type, head, head.length);
  }

  @ParameterizedTest
  @MethodSource("types")
  void programOrNulIsRefused(String type) {
    assertThat(verdict(type, "MZ\u0090\0\3\0\0\0").fits()).isFalse();
    assertThat(verdict(type, "\0".repeat(40)).fits()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("aliases")
  void anotherNameHasTheRuleOfItsType(Map.Entry<String, String> alias) {
    for (String start : STARTS) {
      assertThat(verdict(alias.getKey(), start).fits())
          .as("%s and %s of '%s'", alias.getKey(), alias.getValue(), start)
          .isEqualTo(verdict(alias.getValue(), start).fits());
    }
  }
}
