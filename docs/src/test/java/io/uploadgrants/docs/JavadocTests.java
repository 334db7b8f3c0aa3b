package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What is public has a sentence, and no tag is unknown; the compiler checks the rest. */
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

  @Test
  void everyTagIsKnown() throws IOException {
    assertThat(unknown(Sources.published())).isEmpty();
  }

  @Test
  void anUnknownTagIsFound() throws IOException {
    assertThat(
            unknown(
                List.of(
                    Sources.of("p/package-info.java", "/** P. @x {@one a} */\npackage p;"),
                    Sources.of(
                        "p/A.java",
                        """
                        package p;
                        /**
                         * A {@code a}.
                         *
                         * @two b
                         * @since 1
                         */
                        public final class A {
                          /** {@three c} */
                          int a;
                          /**
                           * B.
                           *
                           * @param b is {@four d}
                           */
                          void b(int b) {}
                          /**
                           * C.
                           *
                           * @five e
                           */
                          enum C { /** {@six f} */ D }
                        }
                        """))))
        .containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six");
  }

  /** Returns the names of tags that the javadoc tool would refuse. */
  private static List<String> unknown(List<JavaFileObject> sources) throws IOException {
    JavacTask task = (JavacTask) Sources.COMPILER.getTask(null, null, null, null, null, sources);
    List<String> found = new ArrayList<>();
    Comments comments = new Comments(DocTrees.instance(task), found);
    for (CompilationUnitTree unit : task.parse()) {
      comments.scan(unit, null);
    }
    return found;
  }

  private static final class Comments extends TreePathScanner<Void, Void> {

    private final DocTrees docs;
    private final Tags tags;

    private Comments(DocTrees docs, List<String> found) {
      this.docs = docs;
      this.tags = new Tags(found);
    }

    @Override
    public Void visitPackage(PackageTree tree, Void none) {
      comment();
      return super.visitPackage(tree, none);
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      comment();
      return super.visitClass(tree, none);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
      comment();
      return super.visitMethod(tree, none);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void none) {
      comment();
      return super.visitVariable(tree, none);
    }

    private void comment() {
      tags.scan(docs.getDocCommentTree(getCurrentPath()), null);
    }
  }

  private static final class Tags extends DocTreeScanner<Void, Void> {

    private final List<String> found;

    private Tags(List<String> found) {
      this.found = found;
    }

    @Override
    public Void visitUnknownBlockTag(UnknownBlockTagTree tag, Void none) {
      found.add(tag.getTagName());
      return super.visitUnknownBlockTag(tag, none);
    }

    @Override
    public Void visitUnknownInlineTag(UnknownInlineTagTree tag, Void none) {
      found.add(tag.getTagName());
      return super.visitUnknownInlineTag(tag, none);
    }
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
