package io.uploadgrants.equipment.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that nothing could break would prove nothing. */
class EveryModuleTests {

  private final JavaClasses offenders =
      new ClassFileImporter().importClasses(Offender.class, First.class, Second.class);

  private static List<String> found(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }

  @Test
  void whoeverReadsTheClockIsSeen() {
    assertThat(found(EveryModule.timeIsInjected, offenders))
        .anyMatch(detail -> detail.contains("Instant.now()"))
        .anyMatch(detail -> detail.contains("LocalDate.now()"))
        .anyMatch(detail -> detail.contains("System.currentTimeMillis()"))
        .anyMatch(detail -> detail.contains("java.util.Date.<init>()"));
  }

  @Test
  void whoeverPrintsOrHasAnotherLogIsSeen() {
    assertThat(found(EveryModule.nothingIsPrinted, offenders)).isNotEmpty();
    assertThat(found(EveryModule.slf4jIsTheLog, offenders)).isNotEmpty();
  }

  @Test
  void whoeverFillsATextInUnsafelyIsSeenUnlessItDescribesItself() {
    assertThat(found(ErrorTexts.valuesAreFilledInSafely, offenders))
        .hasSize(3)
        .noneMatch(detail -> detail.contains("toString"));
  }

  @Test
  void aPackageThatIsNotNullMarkedIsSeen() {
    JavaClasses foreign = new ClassFileImporter().importClasses(JavaClass.class);

    assertThat(found(EveryModule.everyPackageIsNullMarked, foreign)).isNotEmpty();
    assertThat(
            found(
                EveryModule.everyPackageIsNullMarked,
                new ClassFileImporter().importPackagesOf(EveryModule.class)))
        .isEmpty();
  }

  @Test
  void aPackageNamedByNothingIsSeen() {
    JavaClasses foreign =
        new ClassFileImporter().importPackages("com.tngtech.archunit.junit.internal");

    assertThat(found(EveryModule.packagesAreNamedByWhatTheyDo, foreign)).isNotEmpty();
  }

  @Test
  void whatKnowsItselfThroughAnotherIsSeen() {
    assertThat(found(Packages.haveNoCycles(JavaClass::getName), offenders)).isNotEmpty();
    assertThat(found(EveryModule.packagesHaveNoCycles, offenders)).isEmpty();
  }

  @Test
  void publicTypesAreNamedFromTheModulesPackage() {
    JavaClasses ours = new ClassFileImporter().importClasses(EveryModule.class, Offender.class);

    assertThat(Packages.publicTypes("io.uploadgrants.equipment", ours))
        .containsExactly("architecture.EveryModule");
  }

  // Offends on purpose, and only ArchUnit sees it.
  @SuppressWarnings({"JavaTimeDefaultTimeZone", "JavaUtilDate", "SystemOut", "unused"})
  private static final class Offender {
    private final Object[] times = {
      Instant.now(), LocalDate.now(), System.currentTimeMillis(), new Date()
    };

    private List<String> texts() {
      return Stream.of("a", "b")
          .map("'%s'"::formatted)
          .map(text -> String.format(Locale.ROOT, text, "c"))
          .map(text -> text.formatted("d"))
          .toList();
    }

    @Override
    public String toString() {
      return "Offender[times=%d]".formatted(times.length);
    }

    private void log() {
      System.out.println(times.length);
      java.util.logging.Logger.getLogger("offender").info("x");
    }
  }

  @SuppressWarnings("unused") // but by ArchUnit
  private record First(Second second) {}

  @SuppressWarnings("unused") // but by ArchUnit
  private record Second(First first) {}
}
