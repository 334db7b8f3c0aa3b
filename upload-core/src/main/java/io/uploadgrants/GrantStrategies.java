package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the strategy of each kind: the one that was given, or the one on the class path. */
final class GrantStrategies {

  private GrantStrategies() {}

  /**
   * Finds the strategies.
   *
   * @param given those that were handed to the builder
   * @throws UploadConfigurationException when there are two for a kind in one place
   */
  static Map<GrantKind, GrantStrategy> byKind(List<GrantStrategy> given) {
    Map<GrantKind, GrantStrategy> byKind =
        byKind(
            ServiceLoader.load(GrantStrategy.class, GrantStrategies.class.getClassLoader()),
            "on the class path",
            "remove one, or hand yours to the builder");
    byKind.putAll(byKind(given, "in the builder's hands", "give one of them"));
    return Collections.unmodifiableMap(byKind);
  }

  private static Map<GrantKind, GrantStrategy> byKind(
      Iterable<GrantStrategy> strategies, String where, String remedy) {
    Map<GrantKind, GrantStrategy> byKind = new EnumMap<>(GrantKind.class);
    for (GrantStrategy strategy : strategies) {
      GrantStrategy other = byKind.put(strategy.kind(), strategy);
      if (other != null) {
        throw new UploadConfigurationException(
            "strategies",
            "There are two strategies for %s %s, %s and %s; %s.",
            strategy.kind().id(),
            phrase(where),
            phrase(other.getClass().getName()),
            phrase(strategy.getClass().getName()),
            phrase(remedy));
      }
    }
    return byKind;
  }
}
