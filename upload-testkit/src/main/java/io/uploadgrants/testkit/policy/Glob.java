package io.uploadgrants.testkit.policy;

/**
 * A pattern with IAM's wildcards. It reads a text once and tracks every way it could still match,
 * so the time is at most pattern times text, however the stars are placed.
 */
final class Glob {

  /** {@code ?}: any one character. */
  static final int ANY = -1;

  /** {@code *}: any characters, or none. */
  static final int MANY = -2;

  /** {@code ?} in a part of an ARN: any one character but the colon. */
  static final int ANY_IN_PART = -3;

  /** {@code *} in a part of an ARN: any characters but colons, or none. */
  static final int MANY_IN_PART = -4;

  private final int[] tokens;
  private final boolean ignoresCase;

  /**
   * @param tokens code points and the constants above
   */
  Glob(int[] tokens, boolean ignoresCase) {
    this.tokens = tokens.clone();
    this.ignoresCase = ignoresCase;
  }

  boolean matches(String text) {
    // reached[i]: the tokens before i match what was read so far
    boolean[] reached = new boolean[tokens.length + 1];
    reached[0] = true;
    passStars(reached);
    int[] characters = text.codePoints().toArray();
    for (int character : characters) {
      // From the end, so that each place still sees its neighbour's old state
      for (int i = tokens.length; i >= 0; i--) {
        boolean stays = i < tokens.length && reached[i] && isStar(i) && accepts(i, character);
        boolean comes = i > 0 && reached[i - 1] && !isStar(i - 1) && accepts(i - 1, character);
        reached[i] = stays || comes;
      }
      passStars(reached);
    }
    return reached[tokens.length];
  }

  private void passStars(boolean[] reached) {
    for (int i = 0; i < tokens.length; i++) {
      if (reached[i] && isStar(i)) {
        reached[i + 1] = true;
      }
    }
  }

  private boolean isStar(int place) {
    return tokens[place] == MANY || tokens[place] == MANY_IN_PART;
  }

  private boolean accepts(int place, int character) {
    return switch (tokens[place]) {
      case ANY, MANY -> true;
      case ANY_IN_PART, MANY_IN_PART -> character != ':';
      default ->
          tokens[place] == character || (ignoresCase && fold(tokens[place]) == fold(character));
    };
  }

  // Both ways, as String.equalsIgnoreCase does: some alphabets agree only in one of them
  private static int fold(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }
}
