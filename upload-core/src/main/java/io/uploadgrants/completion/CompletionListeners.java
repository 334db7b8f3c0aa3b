package io.uploadgrants.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorText;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener how an upload ended. */
record CompletionListeners(List<CompletionListener> listeners) {

  private static final Logger LOG = LoggerFactory.getLogger(UploadCompletions.class);

  CompletionListeners {
    listeners = List.copyOf(listeners);
  }

  void completed(CompletedUpload upload) {
    listeners.forEach(listener -> listener.completed(upload));
  }

  void rejected(TicketClaims upload, UploadRefusedException reason) {
    tell(upload, listener -> listener.rejected(upload, reason));
  }

  void aborted(TicketClaims upload) {
    tell(upload, listener -> listener.aborted(upload));
  }

  private void tell(TicketClaims upload, Consumer<CompletionListener> end) {
    for (CompletionListener listener : listeners) {
      try {
        end.accept(listener);
      } catch (Throwable broken) {
        LOG.warn(
            "{} failed when it was told of an upload's end under profile '{}': {}",
            listener.getClass().getName(),
            ErrorText.shown(upload.profile()),
            broken.getClass().getName());
      }
    }
  }
}
