package io.uploadgrants.samples.quickstart;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
  private final StoredFiles stored;

  PageController(
      StoreConfiguration.StoreInfo info,
      UploadGrants grants,
      UploadTarget target,
      S3Presigner presigner,
      StoredFiles stored) {
    this.grants = grants;
    this.info = info;
    this.target = target;
    this.presigner = presigner;
    this.stored = stored;
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
    if (!isUpload(key)) {
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

  /** Says whether a file is there, to a page whose upload got no answer, or 412. */
  @PostMapping("/quickstart/stored")
  Stored stored(@RequestBody Sent file) throws IOException {
    return new Stored(
        isUpload(file.key()) && stored.contain(file.key(), file.size(), file.sha256()));
  }

  /** A bucket of one's own may hold more than this page's uploads. */
  private boolean isUpload(String key) {
    return grants.profiles().stream().anyMatch(profile -> key.startsWith(profile.name() + "/"));
  }

  /**
   * A file that a page has sent.
   *
   * @param key the key of its grant
   * @param size its size in bytes
   * @param sha256 its SHA-256 in Base64
   */
  record Sent(String key, long size, String sha256) {

    Sent {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /**
   * What became of it.
   *
   * @param stored whether it is in the bucket
   */
  record Stored(boolean stored) {}
}
