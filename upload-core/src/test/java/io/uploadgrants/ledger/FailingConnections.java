package io.uploadgrants.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections and statements of a database, one method of which fails; open ones are counted. */
final class FailingConnections {

  /** Makes of what a method has thrown what it throws; of {@code null}, too. */
  interface Failure {
    @Nullable Throwable of(@Nullable Throwable thrown);
  }

  private final AtomicInteger open = new AtomicInteger();
  private final String method;
  private final Failure failure;

  FailingConnections(String method, Failure failure) {
    this.method = method;
    this.failure = failure;
  }

  DataSource of(DataSource database) {
    return proxy(
        DataSource.class,
        (self, called, given) -> {
          open.incrementAndGet();
          return connection(database.getConnection());
        });
  }

  int open() {
    return open.get();
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (self, called, given) -> {
          if (called.getName().equals("close")) {
            open.decrementAndGet();
          }
          Object answer = answer(connection, called, given);
          return answer instanceof PreparedStatement statement
              ? proxy(PreparedStatement.class, (own, asked, with) -> answer(statement, asked, with))
              : answer;
        });
  }

  private @Nullable Object answer(Object target, Method called, Object @Nullable [] given)
      throws Throwable {
    Object answer = null;
    Throwable thrown = null;
    try {
      answer = called.invoke(target, given);
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
    }
    Throwable failed = called.getName().equals(method) ? failure.of(thrown) : thrown;
    if (failed != null) {
      throw failed;
    }
    return answer;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
