package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.wire.WirePut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Every alteration of a presigned PUT's query, by name. */
final class PutQueryAlterations {

  private PutQueryAlterations() {}

  static Map<String, UnaryOperator<WirePut>> of(WirePut sample) {
    Map<String, UnaryOperator<WirePut>> all = new LinkedHashMap<>();
    for (String parameter : sample.query()) {
      String name = parameter.split("=", 2)[0];
      String start = name + "=";
      all.put(
          "query changed: " + name,
          query(q -> q.replaceAll(p -> p.startsWith(start) ? changed(p) : p)));
      all.put("query dropped: " + name, query(q -> q.removeIf(p -> p.startsWith(start))));
      all.put("query doubled, the same: " + name, query(q -> q.add(of(q, start))));
      all.put("query doubled, another behind: " + name, query(q -> q.add(changed(of(q, start)))));
      all.put(
          "query doubled, another before: " + name, query(q -> q.add(0, changed(of(q, start)))));
    }
    return all;
  }

  private static String of(List<String> query, String start) {
    return query.stream().filter(p -> p.startsWith(start)).findFirst().orElseThrow();
  }

  private static String changed(String parameter) {
    int value = parameter.indexOf('=') + 1;
    return parameter.substring(0, value) + Alteration.changed(parameter.substring(value));
  }

  private static UnaryOperator<WirePut> query(Consumer<List<String>> change) {
    return put ->
        put.withQuery(
            query -> {
              change.accept(query);
              return query;
            });
  }
}
