package io.uploadgrants.testkit;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A ticket or a receipt as somebody has changed it, to prove that an application refuses it.
 *
 * <pre>{@code
 * AlteredToken.of(ticket, receipt)
 *     .forEach(
 *         altered ->
 *             assertThatThrownBy(() -> completions.complete(altered.value(), "alice"))
 *                 .as(altered.name())
 *                 .isInstanceOf(UploadRefusedException.class));
 * }</pre>
 *
 * @param name what was altered, for instance {@code part 3, byte 0 flipped}; each once of a token
 * @param value the altered text, never that of the token itself
 */
public record AlteredToken(String name, String value) {

  /** Checks that nothing is missing. */
  public AlteredToken {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /**
   * Returns the alterations of a token: bytes of each part flipped, up to 48 of a part; characters
   * cut off and added; parts emptied, left out and added; the same bytes in other characters; other
   * claims of the header, {@code alg: none} among them; and all that can be put together with other
   * tokens. An expired token is none of them: for that, move the application's clock.
   *
   * @param token a ticket, a receipt, or any JSON Web Token in its compact form, which the
   *     application takes
   * @param others tokens that the application doesn't take in its place, such as the receipt of the
   *     same upload in place of its ticket, or another secret's; they are tried as they are, too
   * @return the alterations, none of which the application may take
   * @throws IllegalArgumentException when the token isn't a JSON Web Token
   */
  public static Stream<AlteredToken> of(String token, String... others) {
    return new TokenAlterations(token, List.of(others)).all();
  }

  /** Returns the name alone. */
  @Override
  public String toString() {
    return "AlteredToken[" + name + "]";
  }
}
