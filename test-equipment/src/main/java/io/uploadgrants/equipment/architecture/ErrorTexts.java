package io.uploadgrants.equipment.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * How texts get the values of others: by {@code ErrorText}, which shows them safely. A module whose
 * exceptions reach callers takes it: {@code ArchTests.in(ErrorTexts.class)}.
 */
public final class ErrorTexts {

  /** What a probe found at a store is no exception, and quotes of the answers what it chose. */
  @ArchTest
  static final ArchRule valuesAreFilledInSafely =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.uploadgrants.ErrorText")
          .and()
          .resideOutsideOfPackage("io.uploadgrants.probe")
          .should()
          .accessTargetWhere(describe("fills a text in as it is", ErrorTexts::fillsIn))
          .because("ErrorText.of, or an exception that takes a template, makes the values safe");

  private ErrorTexts() {}

  private static boolean fillsIn(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(String.class)
        && access.getName().startsWith("format")
        && !access.getOrigin().getName().equals("toString");
  }
}
