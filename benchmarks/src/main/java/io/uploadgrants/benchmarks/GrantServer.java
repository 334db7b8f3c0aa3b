package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantKind;
import io.uploadgrants.servlet.UploadServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The plain servlet on Jetty, on loopback; prints its port. */
final class GrantServer {

  private GrantServer() {}

  public static void main(String[] args) throws Exception {
    UploadServlet servlet =
        UploadServlet.builder(Grants.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY))
            .subjectResolver(request -> "alice")
            .build();
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(servlet, "/uploads/*");
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    System.out.println(connector.getLocalPort());
    server.join();
  }
}
