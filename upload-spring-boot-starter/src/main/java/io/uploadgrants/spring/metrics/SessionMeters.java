package io.uploadgrants.spring.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.sts.SessionMetrics;
import io.uploadgrants.sts.SubjectSessions;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * What the caches of sessions have done, each under the name of its bean.
 *
 * @param beans where they are
 */
record SessionMeters(ListableBeanFactory beans) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    beans
        .getBeansOfType(SubjectSessions.class)
        .forEach((name, sessions) -> bind(registry, name, sessions));
    beans
        .getBeansOfType(CognitoIdentityStrategy.class)
        .forEach((name, strategy) -> bind(registry, name, strategy.sessions()));
  }

  private static void bind(MeterRegistry registry, String name, SubjectSessions sessions) {
    Tags tags = Tags.of("name", name);
    String gets = "Requests for sessions";
    count(registry, "gets", gets, tags.and("result", "hit"), sessions, SessionMetrics::hits);
    count(registry, "gets", gets, tags.and("result", "miss"), sessions, SessionMetrics::misses);
    count(
        registry,
        "failures",
        "Requests for sessions that failed",
        tags,
        sessions,
        SessionMetrics::failures);
    count(registry, "retries", "Calls that were retried", tags, sessions, SessionMetrics::retries);
    count(
        registry,
        "evictions",
        "Sessions evicted from the cache",
        tags,
        sessions,
        SessionMetrics::evictions);
    Gauge.builder("upload.sessions.size", sessions, each -> each.metrics().size())
        .description("Sessions in the cache")
        .tags(tags)
        .register(registry);
  }

  private static void count(
      MeterRegistry registry,
      String what,
      String description,
      Tags tags,
      SubjectSessions sessions,
      ToLongFunction<SessionMetrics> count) {
    FunctionCounter.builder(
            "upload.sessions." + what, sessions, each -> count.applyAsLong(each.metrics()))
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
