package io.uploadgrants;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener how a request ended. */
final class GrantListeners {

  private static final Logger LOG = LoggerFactory.getLogger(UploadGrants.class);

  private final List<GrantListener> listeners;

  GrantListeners(List<GrantListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Tells of a grant; what a listener throws withholds it. */
  void granted(UploadRequest request, UploadGrant grant) {
    for (GrantListener listener : listeners) {
      listener.granted(request, grant);
    }
  }

  /** Tells every listener, whatever another one throws: one may have reserved something. */
  void nothingGranted(UploadRequest request, Throwable reason) {
    for (GrantListener listener : listeners) {
      try {
        if (reason instanceof UploadException refusal) {
          listener.refused(request, refusal);
        } else {
          listener.failed(request, reason);
        }
      } catch (Throwable broken) {
        // Not suppressed: the reason may be a constant, and is seen by clients.
        LOG.warn(
            "{} failed when it was told that nothing is granted under profile '{}': {}",
            listener.getClass().getName(),
            ErrorText.shown(request.profile()),
            broken.getClass().getName());
      }
    }
  }
}
