package io.uploadgrants.equipment.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a module's packages offer, and how they hang together. */
public final class Packages {

  private static final String OURS = "io.uploadgrants";

  private Packages() {}

  /**
   * Returns the public types, for a test that holds them against a list.
   *
   * @param root the module's package, which their names are without, such as {@code
   *     io.uploadgrants.http}
   * @param main its classes
   * @return for instance {@code UploadEndpoint}, or {@code iam.RoleArn} of a package below
   */
  public static Set<String> publicTypes(String root, JavaClasses main) {
    return main.stream()
        .filter(JavaClass::isTopLevelClass)
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .map(type -> type.getName().substring(root.length() + 1))
        .collect(toCollection(TreeSet::new));
  }

  /**
   * Returns the rule that nothing knows what knows it.
   *
   * @param slice the name of what a class belongs to
   * @return the rule, for this library's classes
   */
  static ArchRule haveNoCycles(Function<JavaClass, String> slice) {
    return slices().assignedFrom(new Slices(slice)).should().beFreeOfCycles();
  }

  /** One slice for each name. */
  private record Slices(Function<JavaClass, String> name) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(OURS)
          ? SliceIdentifier.of(name.apply(type))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
