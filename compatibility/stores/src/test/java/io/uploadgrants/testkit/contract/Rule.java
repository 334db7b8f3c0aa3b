package io.uploadgrants.testkit.contract;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/**
 * One test of a contract.
 *
 * @param group the nested class in which it stands
 */
record Rule(Class<?> contract, Class<?> group, Method test) {

  /** Finds a test by its name, whichever group it stands in. */
  static Rule of(Class<?> contract, String name) {
    return ReflectionSupport.findNestedClasses(contract, group -> true).stream()
        .flatMap(group -> methods(group, name).map(test -> new Rule(contract, group, test)))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Method> methods(Class<?> group, String name) {
    return ReflectionSupport.findMethods(
        group, test -> test.getName().equals(name), HierarchyTraversalMode.BOTTOM_UP)
        .stream();
  }

  DiscoverySelector[] all() {
    return new DiscoverySelector[] {
      DiscoverySelectors.selectNestedMethod(List.of(contract), group, test)
    };
  }

  /** Selects varieties by their ids: JUnit selects no iterations in nested classes. */
  DiscoverySelector[] varieties(int... indexes) {
    UniqueId template =
        UniqueId.forEngine("junit-jupiter")
            .append("class", contract.getName())
            .append("nested-class", group.getSimpleName())
            .append("test-template", test.getName() + "(" + ProfileVariety.class.getName() + ")");
    return IntStream.of(indexes)
        .mapToObj(index -> template.append("test-template-invocation", "#" + (index + 1)))
        .map(DiscoverySelectors::selectUniqueId)
        .toArray(DiscoverySelector[]::new);
  }
}
