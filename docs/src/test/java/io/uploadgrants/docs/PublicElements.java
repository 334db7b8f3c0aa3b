package io.uploadgrants.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Visits what is public, or protected, in what is. */
abstract class PublicElements extends TreePathScanner<@Nullable Void, @Nullable Void> {

  private final List<ClassTree> outer = new ArrayList<>();

  /** Called for each element, which is the current path; its name has those of its types before. */
  abstract void element(String name, ModifiersTree modifiers);

  @Override
  public final @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
    if (isPublic(type.getModifiers())) {
      element(full(type.getSimpleName().toString()), type.getModifiers());
      outer.add(type);
      type.getMembers().forEach(member -> scan(member, null));
      outer.remove(type);
    }
    return null;
  }

  @Override
  public final @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
    if (isPublic(method.getModifiers())) {
      element(full(method.getName().toString()), method.getModifiers());
    }
    return null;
  }

  @Override
  public final @Nullable Void visitVariable(VariableTree field, @Nullable Void none) {
    // A record's components are told of by its own tags.
    boolean component =
        outer.get(outer.size() - 1).getKind() == Tree.Kind.RECORD
            && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    if (isPublic(field.getModifiers()) && !component) {
      element(full(field.getName().toString()), field.getModifiers());
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

  private String full(String name) {
    StringBuilder full = new StringBuilder();
    outer.forEach(type -> full.append(type.getSimpleName()).append('.'));
    return full.append(name).toString();
  }
}
