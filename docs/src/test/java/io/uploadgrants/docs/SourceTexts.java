package io.uploadgrants.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** What users read of sources: texts with a space, first sentences, descriptions of properties. */
final class SourceTexts {

  private final DocTrees docs;
  private final CompilationUnitTree unit;
  private final List<UserText> texts = new ArrayList<>();

  private SourceTexts(DocTrees docs, CompilationUnitTree unit) {
    this.docs = docs;
    this.unit = unit;
  }

  /** Returns the texts with a space: those of errors and logs, above all. */
  static List<UserText> literals(List<JavaFileObject> sources) throws IOException {
    return read(sources, texts -> texts.new Literals().scan(texts.unit, null));
  }

  /** Returns first sentences of what is public, and the descriptions of properties. */
  static List<UserText> comments(List<JavaFileObject> sources) throws IOException {
    return read(
        sources,
        texts -> {
          if (!texts.file().endsWith("package-info.java")) {
            texts.new Comments().scan(texts.unit, null);
          }
        });
  }

  private static List<UserText> read(List<JavaFileObject> sources, Consumer<SourceTexts> reading)
      throws IOException {
    JavacTask task = (JavacTask) Sources.COMPILER.getTask(null, null, null, null, null, sources);
    DocTrees docs = DocTrees.instance(task);
    List<UserText> all = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      SourceTexts texts = new SourceTexts(docs, unit);
      reading.accept(texts);
      all.addAll(texts.texts);
    }
    return all;
  }

  private String file() {
    return unit.getSourceFile().getName();
  }

  private void add(long position, String text) {
    if (text.contains(" ")) {
      texts.add(new UserText(file(), unit.getLineMap().getLineNumber(position), text));
    }
  }

  /** Texts that are joined by + are one. */
  private static String joined(@Nullable Tree tree) {
    if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return joined(sum.getLeftOperand()) + joined(sum.getRightOperand());
    }
    return tree instanceof LiteralTree literal && literal.getValue() instanceof String text
        ? text
        : "…";
  }

  private static String plain(List<? extends DocTree> sentence) {
    return sentence.stream()
        .map(part -> part.getKind() == DocTree.Kind.CODE ? "`…`" : part.toString())
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ");
  }

  private final class Literals extends TreeScanner<@Nullable Void, @Nullable Void> {

    @Override
    public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void none) {
      if (sum.getKind() != Tree.Kind.PLUS) {
        return super.visitBinary(sum, null);
      }
      add(docs.getSourcePositions().getStartPosition(unit, sum), joined(sum));
      return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
      add(docs.getSourcePositions().getStartPosition(unit, literal), joined(literal));
      return null;
    }
  }

  private final class Comments extends PublicElements {

    @Override
    void element(String name, ModifiersTree modifiers) {
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      add(start(comment, comment), plain(comment.getFirstSentence()));
      if (file().endsWith("Properties.java")) {
        for (DocTree tag : comment.getBlockTags()) {
          if (tag instanceof ParamTree parameter) {
            add(start(comment, tag), plain(parameter.getDescription()));
          }
        }
      }
    }

    private long start(DocCommentTree comment, DocTree part) {
      return docs.getSourcePositions().getStartPosition(unit, comment, part);
    }
  }
}
