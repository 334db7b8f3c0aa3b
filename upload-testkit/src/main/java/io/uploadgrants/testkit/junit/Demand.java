package io.uploadgrants.testkit.junit;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What one test class asks for.
 *
 * @param named whether the class itself names the backend
 */
record Demand(Class<?> test, Backend backend, boolean named, Set<ServerCheck> needs) {

  static Demand of(Class<?> test, UploadTest annotation, Surroundings surroundings) {
    List<Backend> backends = List.of(annotation.backend());
    if (backends.size() > 1) {
      throw new ExtensionConfigurationException(
          "%s: @UploadTest names the backends %s; a class runs on one, so name one, or none and set %s."
              .formatted(test.getName(), backends, Backend.VARIABLE));
    }
    boolean named = !backends.isEmpty();
    return new Demand(
        test, named ? backends.get(0) : surroundings.chosen().get(), named, needs(annotation));
  }

  /** Returns what a nested class asks for, which shares the server of this one. */
  Demand ofNested(Class<?> nested, UploadTest annotation) {
    List<Backend> backends = List.of(annotation.backend());
    if (!backends.isEmpty() && !backends.equals(List.of(backend))) {
      throw new ExtensionConfigurationException(
          "%s: @UploadTest names the backend %s, but a nested class shares the server of %s, which is %s; leave the backend out, or take the class out."
              .formatted(nested.getName(), backends, test.getName(), backend.id()));
    }
    return new Demand(nested, backend, named, needs(annotation));
  }

  private static Set<ServerCheck> needs(UploadTest annotation) {
    return new TreeSet<>(Arrays.asList(annotation.needs()));
  }

  /** Opens a server that meets the demand; otherwise the class fails or is skipped. */
  UploadServer open(Surroundings surroundings) {
    if (backend != Backend.ATTACHED) {
      // Before a container is started in vain.
      require(backend.declaredChecks(), surroundings);
    }
    UploadServer server = opened(surroundings);
    try {
      require(server.checks(), surroundings);
      return server;
    } catch (RuntimeException | Error unmet) {
      server.close();
      throw unmet;
    }
  }

  private UploadServer opened(Surroundings surroundings) {
    try {
      return surroundings.opener().apply(backend);
    } catch (ServerUnavailableException unavailable) {
      // The embedded server needs nothing that could be missing.
      boolean failing = backend == Backend.EMBEDDED || surroundings.required();
      return stop(failing, "%s: %s".formatted(test.getName(), unavailable.getMessage()));
    }
  }

  /** Fails or skips the class when a check that it needs isn't among these. */
  void require(Set<ServerCheck> checks, Surroundings surroundings) {
    Set<ServerCheck> missing = new TreeSet<>(needs);
    missing.removeAll(checks);
    if (!missing.isEmpty()) {
      stop(
          named || surroundings.required(),
          "%s needs %s, which %s lacks. %s"
              .formatted(test.getName(), names(missing), backend.id(), whereFound()));
    }
  }

  private String whereFound() {
    List<Backend> having =
        Arrays.stream(Backend.values())
            .filter(each -> each.declaredChecks().containsAll(needs))
            .toList();
    return having.isEmpty()
        ? "No server has all that the class needs: split it."
        : "Servers with all of it: %s; %s."
            .formatted(
                having.stream().map(Backend::id).collect(Collectors.joining(", ")),
                named ? "name one of them" : "choose one by %s".formatted(Backend.VARIABLE));
  }

  private static String names(Collection<ServerCheck> checks) {
    return checks.stream().map(ServerCheck::name).collect(Collectors.joining(", "));
  }

  private static UploadServer stop(boolean failing, String text) {
    if (failing) {
      return Assertions.fail(text);
    }
    // Surefire counts what is skipped, but doesn't say why.
    System.out.println("SKIPPED: " + text);
    return Assumptions.abort(text);
  }
}
