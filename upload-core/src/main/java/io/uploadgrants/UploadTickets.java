package io.uploadgrants;

/**
 * Turns what was granted into tickets and back. A ticket must tell nothing to whoever has it, and
 * nobody else may be able to make or change one. Thread-safe.
 */
public interface UploadTickets {

  /**
   * Makes a ticket.
   *
   * @param claims what was granted
   * @return the ticket's text, of characters that need no escape in a URL
   */
  String seal(TicketClaims claims);

  /**
   * Reads a ticket, also one that has expired.
   *
   * @param ticket a ticket's text, as a client gave it
   * @return what was granted
   * @throws UploadRefusedException {@code invalid-ticket} when it isn't one, was changed, or was
   *     made with a secret that is no longer known
   */
  TicketClaims open(String ticket);
}
