package io.uploadgrants.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script of {@code clients/browser}, served below the base so that pages load it from where they
 * ask for grants. It has two names: its own, which browsers ask for again each time, and one with a
 * hash of its content, which they keep.
 */
final class BrowserScript {

  private static final BrowserScript CLIENT = new BrowserScript("client");

  private static final List<BrowserScript> ALL = List.of(CLIENT, new BrowserScript("upload-drop"));

  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final int HASH_BYTES = 8;

  private final String path;
  private final String immutablePath;
  private final String tag;
  private final byte[] content;

  private BrowserScript(String name) {
    this.content = read("browser/" + name + ".js");
    String hash = hash(content);
    this.path = "/" + name + ".js";
    this.immutablePath = "/" + name + "-" + hash + ".js";
    this.tag = '"' + hash + '"';
  }

  /** Finds the script that a path below the base names, or {@code null}. */
  static @Nullable BrowserScript of(String path) {
    for (BrowserScript script : ALL) {
      if (script.path.equals(path) || script.immutablePath.equals(path)) {
        return script;
      }
    }
    return null;
  }

  /** Returns both names of each script, as paths below the base. */
  static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (BrowserScript script : ALL) {
      paths.add(script.path);
      paths.add(script.immutablePath);
    }
    return paths;
  }

  /** Returns the path of the client whose content never changes. */
  static String clientPath() {
    return CLIENT.immutablePath;
  }

  /** Answers a request, by whomever: the scripts are public. */
  UploadResponse answer(UploadExchange exchange) {
    return switch (exchange.method()) {
      case "OPTIONS" -> UploadResponse.empty(204).header("Allow", METHODS);
      case "GET", "HEAD" -> script(exchange);
      default -> throw ProblemException.methodNotAllowed(exchange.method(), METHODS);
    };
  }

  private UploadResponse script(UploadExchange exchange) {
    boolean immutable = exchange.path().equals(immutablePath);
    UploadResponse response =
        isKnown(exchange.headers("If-None-Match"))
            ? UploadResponse.empty(304)
            : UploadResponse.of(200, "text/javascript;charset=UTF-8", content);
    return response
        .header("ETag", tag)
        .header("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  }

  /** Compares weakly, since a proxy that compresses makes the tag weak. */
  private boolean isKnown(List<String> ifNoneMatch) {
    return ifNoneMatch.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
  }

  private static byte[] read(String name) {
    try (InputStream in = BrowserScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("upload-http was built without " + name);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("Every JDK has SHA-256", never);
    }
  }
}
