package io.uploadgrants.equipment;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Skips what the machine can't run, by the name of what is missing; or fails, where it must run.
 */
final class NeedsCondition implements ExecutionCondition {

  private final Map<String, String> environment;

  NeedsCondition() {
    this(System.getenv());
  }

  NeedsCondition(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    ConditionEvaluationResult result =
        AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
            .map(needs -> evaluate(needs.value()))
            .orElseGet(() -> ConditionEvaluationResult.enabled("it needs nothing more"));
    if (result.isDisabled()) {
      // Surefire counts what is skipped, but doesn't say why.
      System.out.printf(
          "SKIPPED: %s: %s%n", context.getDisplayName(), result.getReason().orElse(""));
    }
    return result;
  }

  ConditionEvaluationResult evaluate(Equipment... needed) {
    String missing = missing(Stream.of(needed));
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("everything is there");
    }
    if ("required".equals(environment.get("UPLOAD_TEST_SERVERS"))) {
      String required = missing(Stream.of(needed).filter(Equipment::canBeRequired));
      if (!required.isEmpty()) {
        Assertions.fail(required);
      }
    }
    return ConditionEvaluationResult.disabled(missing);
  }

  private String missing(Stream<Equipment> needed) {
    return needed
        .map(each -> each.missing(environment))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }
}
