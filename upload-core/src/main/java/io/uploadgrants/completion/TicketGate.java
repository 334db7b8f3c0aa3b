package io.uploadgrants.completion;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTickets;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets in who shows a ticket of their own that is still good. */
record TicketGate(
    UploadGrants grants, UploadTickets tickets, Function<UploadTarget, ObjectStore> stores) {

  /**
   * Opens a ticket.
   *
   * @throws UploadRefusedException when it isn't one, is another subject's, or has expired
   */
  PromisedUpload open(String ticket, @Nullable String subject) {
    TicketClaims claims = tickets.open(ticket);
    // Before anything else is said of it, so that nobody learns of somebody else's upload.
    if (claims.subject() != null && !claims.subject().equals(subject)) {
      throw refused(
          ErrorCode.TICKET_OF_ANOTHER_SUBJECT,
          "The ticket is another subject's; use the one of your own grant.",
          null);
    }
    Instant end = claims.expiresAt();
    if (!end.isAfter(grants.clock().instant())) {
      throw refused(
          ErrorCode.TICKET_EXPIRED,
          "The ticket has expired at " + end + "; ask for a new grant, and upload the file again.",
          end.toString());
    }
    UploadProfile profile = profile(claims.profile());
    UploadTarget target = grants.target(profile, claims.subject());
    if (!target.bucket().equals(claims.bucket())) {
      throw refused(
          ErrorCode.INVALID_TICKET,
          "The ticket is for a bucket that its profile no longer uploads to; ask for a new grant.",
          null);
    }
    checkMove(claims, target);
    return new PromisedUpload(claims, stores.apply(target), profile, target);
  }

  /** The target may be another by now than the one that the profile was built for. */
  private static void checkMove(TicketClaims claims, UploadTarget target) {
    boolean safe =
        target.supports(StoreFeature.CONDITIONAL_COMPLETES)
            && target.supports(StoreFeature.CONDITIONAL_COPIES);
    if (claims.destination() != null && !safe) {
      throw new UploadConfigurationException(
          "profiles." + claims.profile() + ".completion.move-to",
          "An upload of profile '%s' is to be moved, which the store of bucket '%s' can't do safely: it needs %s and %s. Use a store that has them.",
          claims.profile(),
          target.bucket(),
          StoreFeature.CONDITIONAL_COMPLETES.id(),
          StoreFeature.CONDITIONAL_COPIES.id());
    }
  }

  /**
   * Returns where what a subject uploads under a profile goes.
   *
   * @throws UploadRefusedException when there is no such profile any more
   */
  UploadTarget target(String profile, @Nullable String subject) {
    return grants.target(profile(profile), subject);
  }

  private UploadProfile profile(String name) {
    for (UploadProfile profile : grants.profiles()) {
      if (profile.name().equals(name)) {
        return profile;
      }
    }
    throw refused(
        ErrorCode.UNKNOWN_PROFILE,
        ErrorText.of("There is no profile '%s' any more; ask for a grant of another.", name),
        null);
  }

  private static UploadRefusedException refused(
      ErrorCode code, String text, @Nullable Object limit) {
    return new UploadRefusedException(code, text, limit, null);
  }
}
