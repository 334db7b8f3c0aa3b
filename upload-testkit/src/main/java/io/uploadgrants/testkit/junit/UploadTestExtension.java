package io.uploadgrants.testkit.junit;

import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/** Opens the server of a test class, hands it to the class, and closes it. */
final class UploadTestExtension
    implements BeforeAllCallback,
        TestInstancePreConstructCallback,
        ParameterResolver,
        AfterAllCallback {

  static final Namespace NAMESPACE = Namespace.create(UploadTestExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    open(context);
  }

  /** Comes before {@link #beforeAll} in a class with one instance for all its tests. */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factoryContext, ExtensionContext context) {
    if (opened(context) == null) {
      open(context);
    }
  }

  private static void open(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    @Nullable UploadTest annotation =
        AnnotationSupport.findAnnotation(test, UploadTest.class).orElse(null);
    if (annotation == null) {
      // A nested class, which asks for nothing more than its outer class.
      return;
    }
    Surroundings surroundings = surroundings(context);
    @Nullable Opened outer = opened(context);
    if (outer != null) {
      outer.demand().ofNested(test, annotation).require(outer.server().checks(), surroundings);
      return;
    }
    Demand demand = Demand.of(test, annotation, surroundings);
    context.getStore(NAMESPACE).put(Opened.class, new Opened(demand, demand.open(surroundings)));
  }

  @Override
  public boolean supportsParameter(
      ParameterContext parameterContext, ExtensionContext extensionContext) {
    Class<?> type = parameterContext.getParameter().getType();
    return type == UploadServer.class || type == GrantClient.class;
  }

  @Override
  public Object resolveParameter(
      ParameterContext parameterContext, ExtensionContext extensionContext) {
    UploadServer server =
        Objects.requireNonNull(opened(extensionContext), "the class has a server").server();
    return parameterContext.getParameter().getType() == UploadServer.class
        ? server
        : GrantClient.of(server);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    // What an outer class has opened isn't in the store of a nested one.
    @Nullable Opened own = context.getStore(NAMESPACE).remove(Opened.class, Opened.class);
    if (own != null) {
      own.close();
    }
  }

  private static @Nullable Opened opened(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Opened.class, Opened.class);
  }

  private static Surroundings surroundings(ExtensionContext context) {
    @Nullable Surroundings replaced =
        context.getStore(NAMESPACE).get(Surroundings.class, Surroundings.class);
    return replaced == null ? Surroundings.ofEnvironment() : replaced;
  }

  /**
   * A class's server. JUnit closes it, too, when the class ends before {@link #afterAll}, because
   * its constructor failed: 5.12 by the older interface, which only it needs.
   */
  @SuppressWarnings("deprecation")
  private record Opened(Demand demand, UploadServer server)
      implements AutoCloseable, ExtensionContext.Store.CloseableResource {

    @Override
    public void close() {
      server.close();
    }
  }
}
