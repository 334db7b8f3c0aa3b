package io.uploadgrants.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody makes of a token without its key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token best practices</a>
 */
final class TokenAlterations {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_FLIPS = 48;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final String token;
  private final List<String> others;
  private final List<String> parts;
  private final ObjectNode header;

  /** By their texts, so that two ways to the same one count once. */
  private final Map<String, String> names = new LinkedHashMap<>();

  TokenAlterations(String token, List<String> others) {
    this.token = token;
    this.others = others;
    this.parts = List.of(token.split("\\.", -1));
    this.header = header(parts);
  }

  private static ObjectNode header(List<String> parts) {
    try {
      JsonNode read = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(0)));
      if (parts.size() >= 3 && read instanceof ObjectNode header) {
        return header;
      }
    } catch (IllegalArgumentException | JacksonException none) {
      throw noToken(none);
    }
    throw noToken(null);
  }

  private static IllegalArgumentException noToken(@Nullable Exception e) {
    return new IllegalArgumentException(
        "The token is no JSON Web Token in its compact form; give a ticket or a receipt as it is.",
        e);
  }

  Stream<AlteredToken> all() {
    for (int part = 0; part < parts.size(); part++) {
      flips(part);
      otherCharacters(part);
    }
    lengths();
    headers();
    others.forEach(this::mixtures);
    names.remove(token);
    return names.entrySet().stream().map(each -> new AlteredToken(each.getValue(), each.getKey()));
  }

  private void add(String name, String value) {
    names.putIfAbsent(value, name);
  }

  private void addWith(String name, int part, String text) {
    List<String> changed = new ArrayList<>(parts);
    changed.set(part, text);
    add(name, String.join(".", changed));
  }

  private void flips(int part) {
    byte[] bytes = Base64.getUrlDecoder().decode(parts.get(part));
    int step = Math.max(1, (bytes.length + MOST_FLIPS - 1) / MOST_FLIPS);
    for (int at = 0; at < bytes.length; at += step) {
      flip(part, bytes, at);
    }
    if (bytes.length > 0) {
      flip(part, bytes, bytes.length - 1);
    }
  }

  private void flip(int part, byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << at % Byte.SIZE);
    addWith("part %d, byte %d flipped".formatted(part, at), part, encoded(flipped));
  }

  /** Texts that lenient decoders take for the same bytes, so that one token has many texts. */
  private void otherCharacters(int part) {
    String text = parts.get(part);
    int unused = text.length() * 6 % Byte.SIZE;
    if (unused > 0) {
      int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
      String other = text.substring(0, text.length() - 1) + ALPHABET.charAt(last ^ 1);
      addWith("part %d, unused bits".formatted(part), part, other);
      addWith("part %d, padded".formatted(part), part, text + (unused == 4 ? "==" : "="));
    }
    if (!text.isEmpty()) {
      addWith(
          "part %d, line break".formatted(part), part, text.charAt(0) + "\n" + text.substring(1));
      addWith(
          "part %d, other alphabet".formatted(part),
          part,
          text.replace('-', '+').replace('_', '/'));
    }
  }

  private void lengths() {
    for (int cut : new int[] {1, 2, 3, 4, token.length() / 2}) {
      add("%d characters cut off".formatted(cut), token.substring(0, token.length() - cut));
    }
    for (int part = 0; part < parts.size(); part++) {
      addWith("part %d emptied".formatted(part), part, "");
      List<String> fewer = new ArrayList<>(parts);
      fewer.remove(part);
      add("part %d left out".formatted(part), String.join(".", fewer));
    }
    for (String added : List.of("A", "AAAA", "=", ".", ".AAAA", " ", "\n", "\u0000")) {
      add("'%s' added".formatted(printed(added)), token + added);
    }
    add("' ' before", " " + token);
    add("'Bearer ' before", "Bearer " + token);
    add("twice", token + token);
  }

  private static String printed(String text) {
    return text.replace("\n", "\\n").replace("\u0000", "\\0");
  }

  private void headers() {
    header("alg none", h -> h.put("alg", "none"));
    header("alg None", h -> h.put("alg", "None"));
    List<String> unsigned = List.of("{\"alg\":\"none\"}", "{\"alg\":\"none\",\"typ\":\"JWT\"}");
    for (String none : unsigned) {
      String text = encoded(none.getBytes(StandardCharsets.UTF_8));
      add("unsecured, " + none, text + "." + parts.get(1) + ".");
    }
    ObjectNode none = header.deepCopy().put("alg", "none");
    add("alg none and nothing signed", encoded(json(none)) + "." + parts.get(1) + ".");
    for (String alg : List.of("HS256", "HS384", "RS256", "ES256", "EdDSA", "dir", "A256KW")) {
      header("alg " + alg, h -> h.put("alg", alg));
    }
    header("enc A128GCM", h -> h.put("enc", "A128GCM"));
    for (String typ : List.of("JWT", "upload-ticket+jwt", "upload-receipt+jwt", "at+jwt")) {
      header("typ " + typ, h -> h.put("typ", typ));
    }
    for (String name : List.of("typ", "kid", "alg", "enc")) {
      header("no " + name, h -> h.without(name));
    }
    header("kid of another", h -> h.put("kid", "AAAAAAAA"));
    header("kid of a file", h -> h.put("kid", "../../../dev/null"));
    header("zip", h -> h.put("zip", "DEF"));
    header("jku", h -> h.put("jku", "https://attacker.example/jwks.json"));
    header("crit", h -> h.set("crit", JSON.createArrayNode().add("exp")));
    header("in another order", TokenAlterations::reversed);
    addWith("part 0 with a space", 0, encoded((" " + header).getBytes(StandardCharsets.UTF_8)));
  }

  private void header(String name, UnaryOperator<ObjectNode> change) {
    addWith("header, " + name, 0, encoded(json(change.apply(header.deepCopy()))));
  }

  private static ObjectNode reversed(ObjectNode header) {
    List<String> members = new ArrayList<>(header.propertyNames());
    ObjectNode reversed = JSON.createObjectNode();
    for (int i = members.size() - 1; i >= 0; i--) {
      reversed.set(members.get(i), header.get(members.get(i)));
    }
    return reversed;
  }

  /** What is of one token, and what of another. */
  private void mixtures(String other) {
    int number = others.indexOf(other) + 1;
    List<String> foreign = List.of(other.split("\\.", -1));
    add("other %d in its place".formatted(number), other);
    for (int part = 0; part < Math.min(parts.size(), foreign.size()); part++) {
      addWith("part %d of other %d".formatted(part, number), part, foreign.get(part));
    }
    List<String> headed = new ArrayList<>(foreign);
    headed.set(0, parts.get(0));
    add("other %d with its header".formatted(number), String.join(".", headed));
    addWith(
        "last part of other %d".formatted(number),
        parts.size() - 1,
        foreign.get(foreign.size() - 1));
  }

  private static byte[] json(ObjectNode header) {
    return JSON.writeValueAsBytes(header);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
