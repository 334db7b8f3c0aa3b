package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is public has a sentence; the tool that checks the rest would also demand tags. */
class JavadocTests {

  @Test
  void everythingPublicHasASentence() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : PublishedModules.NAMES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(300);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      assertThat(without(compiler, files.getJavaFileObjectsFromPaths(sources))).isEmpty();
    }
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
    assertThat(without(ToolProvider.getSystemJavaCompiler(), List.of(new Source(source))))
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
  private static List<String> without(
      JavaCompiler compiler, Iterable<? extends JavaFileObject> sources) throws IOException {
    JavacTask task = (JavacTask) compiler.getTask(null, null, null, null, null, sources);
    DocTrees docs = DocTrees.instance(task);
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      if (!isInternal(unit)) {
        new Elements(docs, found).scan(unit, null);
      }
    }
    return found;
  }

  /** What nobody calls but the test kit's own packages says so; a package has no more to say. */
  private static boolean isInternal(CompilationUnitTree unit) throws IOException {
    Path source = Path.of(unit.getSourceFile().getName());
    Path info = source.resolveSibling("package-info.java");
    return source.endsWith("package-info.java")
        || Files.exists(info) && Files.readString(info).contains(" * <p>Internal: ");
  }

  /** Visits what is public, or protected, in what is. */
  private static final class Elements extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final DocTrees docs;
    private final List<String> found;
    private final List<ClassTree> outer = new ArrayList<>();

    private Elements(DocTrees docs, List<String> found) {
      this.docs = docs;
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      if (isPublic(type.getModifiers())) {
        check(type.getSimpleName().toString(), type.getModifiers());
        outer.add(type);
        type.getMembers().forEach(member -> scan(member, null));
        outer.remove(type);
      }
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      if (isPublic(method.getModifiers())) {
        check(method.getName().toString(), method.getModifiers());
      }
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void none) {
      // A record's components are told of by its own tags.
      boolean component =
          outer.get(outer.size() - 1).getKind() == Tree.Kind.RECORD
              && !field.getModifiers().getFlags().contains(Modifier.STATIC);
      if (isPublic(field.getModifiers()) && !component) {
        check(field.getName().toString(), field.getModifiers());
      }
      return null;
    }

    private boolean isPublic(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || !outer.isEmpty()
              && outer.get(outer.size() - 1).getKind() == Tree.Kind.INTERFACE
              && !modifiers.getFlags().contains(Modifier.PRIVATE);
    }

    private void check(String name, ModifiersTree modifiers) {
      boolean overrides =
          modifiers.getAnnotations().stream()
              .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
      TreePath path = getCurrentPath();
      DocCommentTree comment = docs.getDocCommentTree(path);
      List<? extends DocTree> sentence = comment == null ? List.of() : comment.getFirstSentence();
      if (!overrides && sentence.isEmpty()) {
        StringBuilder full = new StringBuilder();
        outer.forEach(type -> full.append(type.getSimpleName()).append('.'));
        found.add(full.append(name).toString());
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    private Source(String text) {
      super(URI.create("string:///p/A.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
