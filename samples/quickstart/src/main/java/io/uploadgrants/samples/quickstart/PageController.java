package io.uploadgrants.samples.quickstart;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What the page needs beside grants: a word about the store, and the pictures in it. */
@RestController
class PageController {

  private static final Logger LOG = LoggerFactory.getLogger(PageController.class);

  private final StoreConfiguration.StoreInfo info;
  private final UploadGrants grants;
  private final UploadTarget target;
  private final S3Presigner presigner;

  PageController(
      StoreConfiguration.StoreInfo info,
      UploadGrants grants,
      UploadTarget target,
      S3Presigner presigner) {
    this.grants = grants;
    this.info = info;
    this.target = target;
    this.presigner = presigner;
  }

  @EventListener
  void started(ApplicationReadyEvent ready) {
    Environment environment = ready.getApplicationContext().getEnvironment();
    LOG.info(
        "Open http://{}:{} to upload",
        environment.getProperty("server.address"),
        environment.getProperty("local.server.port"));
  }

  @GetMapping("/quickstart")
  StoreConfiguration.StoreInfo quickstart() {
    return info;
  }

  /** Sends the browser to the object itself. A real application would ask first whose it is. */
  @GetMapping("/objects/{*path}")
  ResponseEntity<Void> object(@PathVariable String path) {
    String key = path.substring(1);
    if (grants.profiles().stream().noneMatch(profile -> key.startsWith(profile.name() + "/"))) {
      // A bucket of one's own may hold more than this page's uploads.
      return ResponseEntity.notFound().build();
    }
    String url =
        presigner
            .presignGetObject(
                presign ->
                    presign
                        .signatureDuration(Duration.ofMinutes(1))
                        .getObjectRequest(get -> get.bucket(target.bucket()).key(key)))
            .url()
            .toString();
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(url)).build();
  }
}
