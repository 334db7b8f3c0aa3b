package io.uploadgrants.http.uppy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedParts;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadStatus;
import io.uploadgrants.completion.UploadedPart;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The uploads in parts that Uppy names by their tickets.
 *
 * @param known what completes them, or {@code null} where there are none
 */
record UppyUploads(@Nullable UploadCompletions known) {

  /** What stands for the entity tag of a part that is a part of the whole by now. */
  private static final String DONE = "\"completed\"";

  /**
   * What was completed.
   *
   * @param location where the object is, with the receipt as the fragment: of an answer Uppy 6
   *     hands only the location and the key to its page
   */
  record Completed(CompletedUpload upload, String receipt, String location) {

    /** Returns neither the receipt nor the location, which has it too. */
    @Override
    public String toString() {
      return "Completed[" + upload + "]";
    }
  }

  private UploadCompletions completions() {
    if (known == null) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_TICKET,
          "No profile of Uppy has uploads in parts, so the upload's id can't be one; start a new upload.",
          null,
          null);
    }
    return known;
  }

  /**
   * Returns what a ticket says, to its subject.
   *
   * @param key the key that Uppy names beside it, or {@code null} where none counts
   * @throws UploadRefusedException {@code invalid-request} when the key isn't the ticket's
   */
  TicketClaims claims(String ticket, @Nullable String key, @Nullable String subject) {
    TicketClaims claims = completions().claims(ticket, subject);
    if (key != null && !claims.key().equals(key)) {
      throw UploadRefusedException.invalid(
          "The key isn't the one of the upload that is named; send both as they were returned when the upload was started.");
    }
    if (claims.parts() == null) {
      throw UploadRefusedException.invalid(
          "The upload isn't one in parts; complete or abort it by its ticket.");
    }
    return claims;
  }

  SignedParts sign(String ticket, List<Integer> numbers, @Nullable String subject) {
    return completions().parts(ticket, numbers, subject);
  }

  /**
   * Lists the parts that are there. Of an upload that is whole already all are: a client whose
   * answer got lost asks for the list, and then completes again.
   */
  List<StoredPart> parts(String ticket, TicketClaims claims, @Nullable String subject) {
    UploadStatus status = completions().status(ticket, subject);
    MultipartProgress progress = status.multipart();
    if (progress != null) {
      return progress.parts();
    }
    PartPlan plan = claims.parts();
    if (plan == null) {
      throw new UploadRefusedException(
          ErrorCode.NO_SUCH_UPLOAD, "The upload has no parts.", null, null);
    }
    return IntStream.rangeClosed(1, plan.count())
        .mapToObj(
            number -> new StoredPart(number, plan.isOpen() ? 0 : plan.sizeOf(number), DONE, null))
        .toList();
  }

  Completed complete(String ticket, List<UploadedPart> parts, @Nullable String subject) {
    UploadCompletions completions = completions();
    CompletedUpload upload = completions.complete(ticket, parts, subject);
    String receipt = completions.receipts().issue(upload);
    return new Completed(upload, receipt, completions.location(upload) + "#receipt=" + receipt);
  }

  void abort(String ticket, @Nullable String subject) {
    completions().abort(ticket, subject);
  }
}
