package io.uploadgrants.testkit.embedded.query;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of AWS's services that speak the query protocol.
 *
 * @param name as signatures name it, for instance {@code sts}
 * @param version for instance {@code 2011-06-15}; a request finds its service by it
 * @param actions by their names
 */
public record QueryService(String name, String version, Map<String, Action> actions) {

  public QueryService {
    actions = Collections.unmodifiableMap(new TreeMap<>(actions));
  }

  public String namespace() {
    return "https://" + name + ".amazonaws.com/doc/" + version + "/";
  }

  /** Returns for instance {@code GetCallerIdentity of Version=2011-06-15}. */
  public String describe() {
    return String.join(", ", actions.keySet()) + " of Version=" + version;
  }

  /** What the service does when it is asked to. */
  @FunctionalInterface
  public interface Action {
    /** Answers a call: writes what stands in the result's element; nothing for no such element. */
    void answer(QueryCall call, QueryXml result);
  }
}
