package io.uploadgrants.testkit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy with wildcards and variables; a request turns it into a {@link Glob}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">Variables
 *     and tags</a>
 */
final class Template {

  private final List<Part> parts;
  private final boolean ignoresCase;

  private Template(List<Part> parts, boolean ignoresCase) {
    this.parts = List.copyOf(parts);
    this.ignoresCase = ignoresCase;
  }

  /** An action: wildcards but no variables, and case doesn't matter. */
  static Template ofAction(String text) {
    return new Template(List.of(Fixed.of(wildcards(text))), true);
  }

  /** The text of an operator that compares whole strings: only variables are special. */
  static Template ofExact(String text, boolean ignoresCase, String where) {
    return new Template(read(text, false, where), ignoresCase);
  }

  /** A text in which {@code *} and {@code ?} are wildcards. */
  static Template ofPattern(String text, String where) {
    return new Template(read(text, true, where), false);
  }

  /** A pattern after tokens that are already known. */
  static Template ofPattern(IntStream first, String text, String where) {
    List<Part> parts = new ArrayList<>();
    parts.add(Fixed.of(first));
    parts.addAll(read(text, true, where));
    return new Template(parts, false);
  }

  /** The pattern for this request; nothing when one of the variables has no value in it. */
  Optional<Glob> resolve(AccessRequest request) {
    IntStream.Builder tokens = IntStream.builder();
    for (Part part : parts) {
      Optional<IntStream> next = part.tokens(request);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      next.get().forEach(tokens);
    }
    return Optional.of(new Glob(tokens.build().toArray(), ignoresCase));
  }

  boolean matches(String text, AccessRequest request) {
    return resolve(request).filter(glob -> glob.matches(text)).isPresent();
  }

  private static List<Part> read(String text, boolean wildcards, String where) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int variable = text.indexOf("${", from);
      String plain = text.substring(from, variable < 0 ? text.length() : variable);
      parts.add(Fixed.of(wildcards ? wildcards(plain) : plain.codePoints()));
      if (variable < 0) {
        break;
      }
      int end = VariableText.end(text, variable, where);
      parts.add(VariableText.read(text.substring(variable + 2, end), where));
      from = end + 1;
    }
    return parts;
  }

  private static IntStream wildcards(String text) {
    return text.codePoints().map(each -> each == '*' ? Glob.MANY : each == '?' ? Glob.ANY : each);
  }

  /** A piece of a template. */
  sealed interface Part {
    Optional<IntStream> tokens(AccessRequest request);
  }

  /** Tokens that no request changes. */
  record Fixed(List<Integer> known) implements Part {
    static Fixed of(IntStream tokens) {
      return new Fixed(tokens.boxed().toList());
    }

    @Override
    public Optional<IntStream> tokens(AccessRequest request) {
      return Optional.of(known.stream().mapToInt(Integer::intValue));
    }
  }

  /** A condition key whose value is put here letter by letter: no wildcard in it is one. */
  record Variable(String key, @Nullable String fallback) implements Part {
    @Override
    public Optional<IntStream> tokens(AccessRequest request) {
      List<String> values = request.values(key);
      // "You can't use a multivalued condition key as a variable"; an empty text is no value
      if (values.size() > 1) {
        return Optional.empty();
      }
      String value = values.isEmpty() || values.get(0).isEmpty() ? fallback : values.get(0);
      return Optional.ofNullable(value).map(String::codePoints);
    }
  }
}
