package io.uploadgrants.samples.cognito;

import io.uploadgrants.UploadTarget;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the page says before anybody has logged in. */
@RestController
class PageController {

  private static final Logger LOG = LoggerFactory.getLogger(PageController.class);

  private final Hints hints;

  PageController(UploadTarget target, ObjectProvider<MotoCognito> moto) {
    MotoCognito local = moto.getIfAvailable();
    this.hints = new Hints(target.bucket(), local == null ? List.of() : MotoCognito.LOGINS);
  }

  @EventListener
  void started(ApplicationReadyEvent ready) {
    Environment environment = ready.getApplicationContext().getEnvironment();
    LOG.info(
        "Open http://{}:{} to log in and upload",
        environment.getProperty("server.address"),
        environment.getProperty("local.server.port"));
    hints
        .logins()
        .forEach(
            login ->
                LOG.info(
                    "Log in as {}, {} {}",
                    login.username(),
                    login.temporary() ? "temporary password" : "password",
                    login.password()));
  }

  @GetMapping("/sample")
  Hints sample() {
    return hints;
  }

  /**
   * What may be known to everybody.
   *
   * @param bucket where uploads go
   * @param logins of moto's pool; none on AWS
   */
  record Hints(String bucket, List<SampleLogin> logins) {}
}
