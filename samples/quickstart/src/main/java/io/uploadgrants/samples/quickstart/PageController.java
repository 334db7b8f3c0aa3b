package io.uploadgrants.samples.quickstart;

import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.token.Receipts;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the page needs besides grants: a word about the store, and links to what it has stored. */
@RestController
class PageController {

  private static final Logger LOG = LoggerFactory.getLogger(PageController.class);

  /** A picture stays open in a tab for a while. */
  private static final Duration SHOWN = Duration.ofMinutes(30);

  private final StoreConfiguration.StoreInfo info;
  private final Receipts receipts;
  private final ViewLinks links;

  PageController(StoreConfiguration.StoreInfo info, Receipts receipts, ViewLinks links) {
    this.info = info;
    this.receipts = receipts;
    this.links = links;
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

  /** Links to what a guest's receipt is of. A real application asks first who may see it. */
  @PostMapping("/quickstart/link")
  Link link(@RequestBody Shown shown) {
    return new Link(
        links.viewLink(receipts.verify(shown.receipt(), null), SHOWN, shown.fileName()).url());
  }

  @ExceptionHandler
  ProblemDetail refused(UploadRefusedException refused) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refused.getMessage());
  }

  /**
   * An upload to show.
   *
   * @param receipt what its completion has returned
   * @param fileName the name under which a browser saves it
   */
  record Shown(String receipt, String fileName) {

    Shown {
      Objects.requireNonNull(receipt, "receipt");
      Objects.requireNonNull(fileName, "fileName");
    }
  }

  /**
   * Where it is shown.
   *
   * @param url a presigned URL
   */
  record Link(URI url) {}
}
