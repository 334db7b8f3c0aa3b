package io.uploadgrants.testkit.attack;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.Wire;
import io.uploadgrants.testkit.wire.WirePut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Every alteration of a presigned PUT. */
final class PutAlterations {

  private static final String COPY_SOURCE = "x-amz-copy-source";
  private static final String COPY_RANGE = COPY_SOURCE + "-range";
  private static final String CHECKSUM_ALGORITHM = "x-amz-checksum-algorithm";

  private final WirePut sample;
  private final String victim;
  private final Set<UploadConstraint> claimed;
  private final List<Alteration<WirePut>> all = new ArrayList<>();

  private PutAlterations(WirePut sample, String victim, Set<UploadConstraint> claimed) {
    this.sample = sample;
    this.victim = victim;
    this.claimed = claimed;
  }

  /**
   * Returns them for a grant like the given one.
   *
   * @param victim the path of somebody else's object: bucket, slash, key
   * @param claimed what the store is said to enforce
   */
  static List<Alteration<WirePut>> of(
      WirePut sample, String victim, Set<UploadConstraint> claimed) {
    PutAlterations alterations = new PutAlterations(sample, victim, claimed);
    PutQueryAlterations.of(sample)
        .forEach((name, apply) -> alterations.add(name, ServerCheck.PUT_SIGNATURE, apply));
    sample.headers().forEach(alterations::header);
    alterations.addedHeaders();
    alterations.address();
    alterations.body();
    alterations.all.addAll(StreamingAlterations.of(sample, victim));
    return alterations.all;
  }

  private void header(Wire.Header header) {
    String name = header.name();
    add(
        "header changed: " + name,
        ServerCheck.PUT_SIGNATURE,
        headers(
            all ->
                all.replaceAll(h -> h.name().equals(name) ? new Wire.Header(name, other(h)) : h)));
    // HTTP itself demands it, so its absence proves nothing about the grant.
    if (!name.equals("host")) {
      add(
          "header dropped: " + name,
          ServerCheck.PUT_SIGNATURE,
          headers(all -> all.removeIf(h -> h.name().equals(name))));
    }
  }

  private static String other(Wire.Header header) {
    String value = header.value();
    return switch (header.name()) {
      case "content-type" -> Alteration.otherThan(value, "text/html", "image/png");
      case "host" -> "uploads.example";
      case "if-none-match" -> "\"0\"";
      default ->
          header.name().startsWith("x-amz-checksum-")
              ? Alteration.changedChecksum(value)
              : Alteration.changed(value);
    };
  }

  private void addedHeaders() {
    for (AddedHeader added : AddedHeader.all()) {
      add(
          "header added: " + added.name(),
          sample.sends(added.name()) ? ServerCheck.PUT_SIGNATURE : added.check(),
          put ->
              put.withHeaders(
                  headers -> {
                    headers.addAll(added.sent(put.signingTime()));
                    return headers;
                  }));
    }
    if (claimed.contains(UploadConstraint.CONTENT_TYPE) && !sample.sends("content-type")) {
      add(
          "header added: content-type",
          ServerCheck.PUT_SIGNATURE,
          headers(all -> all.add(new Wire.Header("content-type", "text/html"))));
    }
    Wire.Header copy = new Wire.Header(COPY_SOURCE, "/" + victim);
    copying(
        "header added: " + COPY_SOURCE, ServerCheck.UNSIGNED_COPIES, headers(all -> all.add(copy)));
    // Ceph takes the range for the file, and adds its length to that of the body.
    UnaryOperator<WirePut> ranged =
        headers(
            all -> {
              all.removeIf(h -> h.name().equals(COPY_RANGE));
              all.add(copy);
              all.add(new Wire.Header(COPY_RANGE, "bytes=0-3"));
            });
    copying(
        "header added: " + COPY_SOURCE + ", with a range and no body",
        ServerCheck.UNSIGNED_COPIES,
        put -> ranged.apply(put).withBody(new byte[0]));
    if (claimed.contains(UploadConstraint.NO_OVERWRITE)) {
      // Of a copy a store may heed other conditions.
      all.add(
          Alteration.of(
                  "header added: " + COPY_SOURCE + ", second upload",
                  ServerCheck.UNSIGNED_COPIES,
                  headers(all -> all.add(copy)))
              .reachingOthers()
              .afterTheUpload());
    }
    if (sample.headers().stream().anyMatch(h -> h.name().startsWith(COPY_SOURCE))) {
      copying(
          "header added: " + COPY_SOURCE + ", without its guard",
          ServerCheck.PUT_SIGNATURE,
          headers(
              all -> {
                all.removeIf(h -> h.name().startsWith(COPY_SOURCE));
                all.add(copy);
              }));
    }
  }

  private void address() {
    for (String method : List.of("POST", "GET", "HEAD", "DELETE")) {
      add("method: " + method, ServerCheck.PUT_SIGNATURE, put -> put.withMethod(method));
    }
    path("key: longer", path -> path + "x");
    path("key: shorter", path -> path.substring(0, path.length() - 1));
    path("key: below", path -> path + "/x");
    path("key: sibling", path -> path.replaceFirst("[^/]+$", "other"));
    path("bucket: other", path -> path.replaceFirst("^/[^/]+", "/other-bucket"));
  }

  private void path(String name, UnaryOperator<String> change) {
    add(name, ServerCheck.PUT_SIGNATURE, put -> put.withPath(change.apply(put.path())));
  }

  private void body() {
    body("body: longer", body -> Arrays.copyOf(body, body.length + 1));
    body("body: shorter", body -> Arrays.copyOf(body, body.length - 1));
    body("body: empty", body -> new byte[0]);
    all.add(Alteration.by("body: broken off", ServerCheck.WHOLE_UPLOADS, WirePut::breakOff));
    add("body: in chunks", ServerCheck.PUT_SIZE, WirePut::inChunks);
    add(
        "body: in chunks, longer",
        ServerCheck.PUT_SIZE,
        put -> put.withBody(Arrays.copyOf(put.body(), put.body().length + 1)).inChunks());
    if (claimed.contains(UploadConstraint.CHECKSUM)
        || sample.headers().stream().anyMatch(h -> h.name().startsWith("x-amz-checksum-"))) {
      add(
          "body: other bytes of the same length",
          ServerCheck.PUT_CHECKSUM,
          put -> put.withBody(Alteration.flipped(put.body())));
      add(
          "body: other bytes of the same length, with a checksum of theirs",
          sample.sends(CHECKSUM_ALGORITHM)
              ? ServerCheck.PUT_CHECKSUM
              : ServerCheck.UNSIGNED_HEADERS,
          put -> summedUp(put.withBody(Alteration.flipped(put.body()))));
    }
  }

  /** Adds a checksum that the grant doesn't speak of, and says that this one counts. */
  private static WirePut summedUp(WirePut put) {
    ChecksumAlgorithm algorithm =
        put.sends(ChecksumAlgorithm.CRC32.header())
            ? ChecksumAlgorithm.CRC32C
            : ChecksumAlgorithm.CRC32;
    return put.withHeaders(
        headers -> {
          headers.removeIf(header -> header.name().equals(CHECKSUM_ALGORITHM));
          headers.add(new Wire.Header(CHECKSUM_ALGORITHM, algorithm.name()));
          headers.add(
              new Wire.Header(
                  algorithm.header(), GrantClient.checksum(algorithm, put.body()).value()));
          return headers;
        });
  }

  private void body(String name, UnaryOperator<byte[]> change) {
    add(name, ServerCheck.PUT_SIZE, put -> put.withBody(change.apply(put.body())));
  }

  private static UnaryOperator<WirePut> headers(Consumer<List<Wire.Header>> change) {
    return put ->
        put.withHeaders(
            headers -> {
              change.accept(headers);
              return headers;
            });
  }

  private void add(String name, ServerCheck check, UnaryOperator<WirePut> apply) {
    all.add(Alteration.of(name, check, apply));
  }

  private void copying(String name, ServerCheck check, UnaryOperator<WirePut> apply) {
    all.add(Alteration.<WirePut>of(name, check, apply).reachingOthers());
  }
}
