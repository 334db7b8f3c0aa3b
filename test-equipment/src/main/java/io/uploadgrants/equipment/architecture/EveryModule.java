package io.uploadgrants.equipment.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import org.jspecify.annotations.NullMarked;

/**
 * What main code never does, whatever its module. A module's test takes all of it: {@code
 * ArchTests.in(EveryModule.class)}.
 */
public final class EveryModule {

  @ArchTest
  static final ArchRule packagesHaveNoCycles = Packages.haveNoCycles(JavaClass::getPackageName);

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .should(
              be(
                  describe(
                      "in a null-marked package",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule packagesAreNamedByWhatTheyDo =
      noClasses()
          .should()
          .resideInAnyPackage("..impl..", "..util..", "..utils..", "..helper..", "..internal..");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethodWhere(describe("reads the system's clock", EveryModule::readsClock))
          .orShould()
          .callConstructor(Date.class);

  @ArchTest
  static final ArchRule slf4jIsTheLog =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  /** A test that is skipped says so where whoever runs it looks. */
  @ArchTest
  static final ArchRule nothingIsPrinted =
      noClasses().that().resideOutsideOfPackage("..junit..").should(ACCESS_STANDARD_STREAMS);

  private EveryModule() {}

  private static boolean readsClock(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    return owner.startsWith("java.time.") && name.equals("now")
        || owner.equals("java.time.Clock") && name.startsWith("system")
        || owner.equals("java.time.Clock") && name.startsWith("tick")
        || owner.equals("java.lang.System") && name.equals("currentTimeMillis");
  }
}
