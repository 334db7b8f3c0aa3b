package io.uploadgrants.completion;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers how uploads end, in the order in which it is told. */
final class Told implements CompletionListener {

  final List<CompletedUpload> accepted = Collections.synchronizedList(new ArrayList<>());
  final List<String> ends = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void completed(CompletedUpload upload) {
    accepted.add(upload);
    ends.add("completed");
  }

  @Override
  public void rejected(TicketClaims upload, UploadRefusedException reason) {
    ends.add("rejected");
  }

  @Override
  public void aborted(TicketClaims upload) {
    ends.add("aborted");
  }
}
