package io.uploadgrants.testkit.embedded.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.gaul.shaded.org.eclipse.jetty.http.HttpCompliance;
import org.gaul.shaded.org.eclipse.jetty.http.UriCompliance;
import org.gaul.shaded.org.eclipse.jetty.io.EndPoint;
import org.gaul.shaded.org.eclipse.jetty.io.EofException;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConfiguration;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConnectionFactory;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.ServerConnector;
import org.gaul.shaded.org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gaul.shaded.org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * A port on the loopback interface. All ports of a JVM share one Jetty, with daemon threads only.
 */
// The Jetty that S3Proxy's jar brings under a name of its own can't clash with an application's.
public final class Listener implements AutoCloseable {

  /** What answers the requests of one port. */
  public interface Service {
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  private static final int MAX_THREADS = 1000;
  private static final int IDLE_MILLIS = 2000;
  private static final Map<Integer, Service> SERVICES = new ConcurrentHashMap<>();
  private static @Nullable Server shared;

  private final ServerConnector connector;
  private final int port;

  private Listener(ServerConnector connector) {
    this.connector = connector;
    this.port = connector.getLocalPort();
  }

  public static synchronized Listener open(Service service) {
    try {
      Server server = server();
      // No acceptor: the selector accepts, which saves a thread per port.
      ServerConnector connector = new ServerConnector(server, 0, 1, http());
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      connector.start();
      Listener listener = new Listener(connector);
      SERVICES.put(listener.port, service);
      return listener;
    } catch (Exception failed) {
      throw new IllegalStateException("The embedded S3 server can't be started", failed);
    }
  }

  public int port() {
    return port;
  }

  /** Closes the port and its connections at once. */
  @Override
  public void close() {
    synchronized (Listener.class) {
      if (!SERVICES.keySet().remove(port)) {
        return;
      }
      try {
        connector.stop();
      } catch (Exception failed) {
        throw new IllegalStateException("The embedded S3 server can't be stopped", failed);
      } finally {
        connector.getServer().removeConnector(connector);
      }
    }
  }

  /** Breaks the connection of a request with a reset, as a network does. */
  public static void reset(HttpServletRequest request) throws IOException {
    EndPoint end =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    if (end.getTransport() instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    end.close();
    throw new EofException("reset, as a test asked for");
  }

  private static Server server() throws Exception {
    Server running = shared;
    if (running != null) {
      return running;
    }
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1, IDLE_MILLIS);
    threads.setName("upload-grants-s3");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setMaxEvictCount(MAX_THREADS);
    Server server =
        new Server(threads, new ScheduledExecutorScheduler("upload-grants-s3-timer", true), null);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Dispatcher()), "/*");
    server.setHandler(context);
    server.setErrorHandler(new MalformedHttp());
    server.start();
    shared = server;
    return server;
  }

  /** As lenient as S3 is with what stands in a key. */
  private static HttpConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    // A body that is chunked would have another length than the one that was signed.
    http.setHttpCompliance(
        HttpCompliance.LEGACY.without(
            "S3", HttpCompliance.Violation.TRANSFER_ENCODING_WITH_CONTENT_LENGTH));
    http.setUriCompliance(UriCompliance.LEGACY);
    http.setHeaderCacheCaseSensitive(true);
    http.setSendServerVersion(false);
    // The date is the instance's, whose clock may be ahead.
    http.setSendDateHeader(false);
    return new HttpConnectionFactory(http);
  }

  /** Hands a request to the instance whose port it came to. */
  private static final class Dispatcher extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Service service = SERVICES.get(request.getLocalPort());
      if (service == null) {
        throw new EofException("the server was closed");
      }
      service.answer(request, response);
    }
  }
}
