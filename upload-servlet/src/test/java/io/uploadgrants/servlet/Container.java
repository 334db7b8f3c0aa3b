package io.uploadgrants.servlet;

import io.uploadgrants.equipment.logs.RecordedLogs;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The containers under which every test runs, on a free port of this host. */
enum Container {
  JETTY {
    @Override
    Running start(HttpServlet servlet, Filter filter, String context, List<String> mappings)
        throws Exception {
      Server server = new Server();
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      ServletContextHandler handler =
          new ServletContextHandler(context.isEmpty() ? "/" : context, false, false);
      ServletHolder holder = new ServletHolder("uploads", servlet);
      mappings.forEach(mapping -> handler.addServlet(holder, mapping));
      handler.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
      server.setHandler(handler);
      server.start();
      return new Running(connector.getLocalPort(), server::stop);
    }
  },

  TOMCAT {
    @Override
    Running start(HttpServlet servlet, Filter filter, String context, List<String> mappings)
        throws Exception {
      // Tomcat logs through it.
      RecordedLogs.alsoOfJavaUtilLogging();
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
      tomcat.setHostname("localhost");
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      Context web = tomcat.addContext(context, null);
      Tomcat.addServlet(web, "uploads", servlet);
      mappings.forEach(mapping -> web.addServletMapping(mapping, "uploads"));
      FilterDef definition = new FilterDef();
      definition.setFilterName("login");
      definition.setFilter(filter);
      web.addFilterDef(definition);
      FilterMap map = new FilterMap();
      map.setFilterName("login");
      map.addURLPattern("/*");
      web.addFilterMap(map);
      tomcat.start();
      return new Running(
          tomcat.getConnector().getLocalPort(),
          () -> {
            tomcat.stop();
            tomcat.destroy();
          });
    }
  };

  abstract Running start(HttpServlet servlet, Filter filter, String context, List<String> mappings)
      throws Exception;

  /** Ends what was started. */
  interface Stop {
    void stop() throws Exception;
  }

  /** A container that listens. */
  record Running(int port, Stop stop) {}
}
