package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import java.util.ServiceLoader;

/** This library's strategies, which the kit knows by their kinds only. */
final class Strategies {

  private Strategies() {}

  static GrantStrategy of(GrantKind kind) {
    return ServiceLoader.load(GrantStrategy.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(strategy -> strategy.kind() == kind)
        .findFirst()
        .orElseThrow();
  }
}
