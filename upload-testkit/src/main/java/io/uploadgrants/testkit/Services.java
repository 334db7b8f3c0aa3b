package io.uploadgrants.testkit;

import java.util.ServiceLoader;

/** What stands behind the API; the test kit's own jar names both. */
final class Services {

  static final ServerSource SERVERS = only(ServerSource.class);
  static final ClientSource CLIENTS = only(ClientSource.class);

  private Services() {}

  private static <S> S only(Class<S> service) {
    return ServiceLoader.load(service, Services.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "META-INF/services/%s is missing, which upload-testkit's jar has: a jar made of several must keep the services of each."
                        .formatted(service.getName())));
  }
}
