package io.uploadgrants.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Which classes settings are bound to. */
@AnalyzeClasses(
    packages = "io.uploadgrants.spring",
    importOptions = ImportOption.DoNotIncludeTests.class)
class KnownSettingsTests {

  /** Else its settings would be refused as unknown. */
  @ArchTest
  static void theSettingsOfEveryClassAreKnown(JavaClasses all) {
    assertThat(KnownSettings.BOUND)
        .containsExactlyInAnyOrderEntriesOf(
            all.stream()
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .collect(
                    Collectors.toMap(
                        type -> type.getAnnotationOfType(ConfigurationProperties.class).value(),
                        JavaClass::reflect)));
  }
}
