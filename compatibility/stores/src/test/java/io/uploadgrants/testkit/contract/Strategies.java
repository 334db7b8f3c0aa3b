package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** This library's strategies, which the kit knows by their kinds only. */
final class Strategies {

  /** Found once: a contract asks for its strategy many hundred times. */
  private static final Map<GrantKind, GrantStrategy> FOUND =
      ServiceLoader.load(GrantStrategy.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toUnmodifiableMap(GrantStrategy::kind, Function.identity()));

  private Strategies() {}

  static GrantStrategy of(GrantKind kind) {
    return Objects.requireNonNull(FOUND.get(kind));
  }
}
