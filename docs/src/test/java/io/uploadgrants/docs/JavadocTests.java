package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What is public has a sentence; the tool that checks the rest would also demand tags. */
class JavadocTests {

  @Test
  void everythingPublicHasASentence() throws IOException {
    List<JavaFileObject> sources = Sources.documented();
    assertThat(sources).hasSizeGreaterThan(300);
    assertThat(without(sources)).isEmpty();
  }

  @Test
  void whatHasNoneIsFound() throws IOException {
    String source =
        """
        package p;
        public final class A {
          public static final int ONE = 1;
          /** */
          public void two() {}
          /** @return three */
          public int three() { return 3; }
          /** {@return four} */
          public int four() { return 4; }
          /** Does five. */
          public void five() {}
          @Override public String toString() { return ""; }
          void six() {}
          protected void seven() {}
          private A() {}
          /** Eight. */
          public enum Eight { /** One. */ ONE, TWO }
          static final class Nine { public void ten() {} }
          /** Eleven. */
          public interface Eleven { void twelve(); }
          /**
           * Thirteen.
           *
           * @param a what
           */
          public record Thirteen(int a) { public Thirteen {} }
        }
        """;
    assertThat(without(List.of(Sources.of("p/A.java", source))))
        .containsExactly(
            "A",
            "A.ONE",
            "A.two",
            "A.three",
            "A.seven",
            "A.Eight.TWO",
            "A.Eleven.twelve",
            "A.Thirteen.<init>");
  }

  /** Returns the public elements without a sentence. */
  private static List<String> without(List<JavaFileObject> sources) throws IOException {
    JavacTask task = (JavacTask) Sources.COMPILER.getTask(null, null, null, null, null, sources);
    DocTrees docs = DocTrees.instance(task);
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      if (!unit.getSourceFile().getName().endsWith("package-info.java")) {
        new Elements(docs, found).scan(unit, null);
      }
    }
    return found;
  }

  private static final class Elements extends PublicElements {

    private final DocTrees docs;
    private final List<String> found;

    private Elements(DocTrees docs, List<String> found) {
      this.docs = docs;
      this.found = found;
    }

    @Override
    void element(String name, ModifiersTree modifiers) {
      boolean overrides =
          modifiers.getAnnotations().stream()
              .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      List<? extends DocTree> sentence = comment == null ? List.of() : comment.getFirstSentence();
      if (!overrides && sentence.isEmpty()) {
        found.add(name);
      }
    }
  }
}
