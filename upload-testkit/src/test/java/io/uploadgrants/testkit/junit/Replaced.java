package io.uploadgrants.testkit.junit;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes in other surroundings; a condition, because those are evaluated first. */
final class Replaced implements ExecutionCondition {

  private static final String PARAMETER = "surroundings";
  private static final Map<String, Surroundings> ALL = new ConcurrentHashMap<>();

  static EngineExecutionResults run(
      Surroundings surroundings, Map<String, String> parameters, Class<?>... tests) {
    String id = UUID.randomUUID().toString();
    ALL.put(id, surroundings);
    EngineTestKit.Builder engine =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(PARAMETER, id)
            .configurationParameters(parameters);
    for (Class<?> test : tests) {
      engine.selectors(DiscoverySelectors.selectClass(test));
    }
    return engine.execute();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getConfigurationParameter(PARAMETER)
        .map(
            id -> {
              context.getStore(UploadTestExtension.NAMESPACE).put(Surroundings.class, ALL.get(id));
              return ConditionEvaluationResult.enabled("its surroundings are there");
            })
        .orElseGet(() -> ConditionEvaluationResult.disabled("Other tests run this one"));
  }
}
