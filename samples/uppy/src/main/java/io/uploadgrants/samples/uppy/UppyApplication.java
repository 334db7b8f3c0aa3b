package io.uploadgrants.samples.uppy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** The starter's servlet for Uppy does the work; the page is {@code static/index.html}. */
@SpringBootApplication
public class UppyApplication {

  private static final Logger LOG = LoggerFactory.getLogger(UppyApplication.class);

  public static void main(String[] args) {
    SpringApplication.run(UppyApplication.class, args);
  }

  @EventListener
  void started(ApplicationReadyEvent ready) {
    Environment environment = ready.getApplicationContext().getEnvironment();
    LOG.info(
        "Open http://{}:{} and log in as ann or ben; each one's password is the name",
        environment.getProperty("server.address"),
        environment.getProperty("local.server.port"));
  }
}
