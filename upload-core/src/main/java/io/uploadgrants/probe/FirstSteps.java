package io.uploadgrants.probe;

import io.uploadgrants.GrantKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Finds out whether there is a store at all that takes these keys and gives back what it took. */
record FirstSteps(ProbeBucket bucket, ProbeCalls calls, String bucketName) {

  /** S3 takes a quarter of an hour; a difference that grows is worth a word before. */
  private static final Duration TOLERABLE = Duration.ofMinutes(1);

  void take() {
    calls.step("put");
    ProbeUpload upload = bucket.uploads(GrantKind.PRESIGNED_PUT).get();
    ProbeAnswer put = bucket.send(upload);
    if (!put.accepted()) {
      if (!put.failed()) {
        bucket.forget(upload.key());
      }
      throw calls.failed("a presigned PUT answered " + put + reason(put), null);
    }
    calls.step("read");
    ProbeAnswer read = bucket.read(upload.key());
    if (!read.accepted()) {
      throw calls.failed(
          "what was put there can't be read: GET answered %s; the probe needs s3:GetObject below %s/"
              .formatted(read, StoreProbe.PREFIX),
          null);
    }
    if (!read.text().equals(ProbeUpload.FILE)) {
      throw calls.failed(
          "what was put there comes back with other bytes%s: no S3 store answers there, or something between changes them"
              .formatted(read.isPage() ? ", as a page of HTML" : ""),
          null);
    }
    calls.step("remove");
    List<ProbeAnswer> kept = bucket.remove(upload.key());
    if (!kept.isEmpty()) {
      throw calls.failed(
          "what was put there can't be removed: DELETE answered %s; the probe needs s3:DeleteObject below %s/, and s3:DeleteObjectVersion where the bucket has versions"
              .formatted(kept.get(0), StoreProbe.PREFIX),
          null);
    }
    calls.step("signature");
    ProbeUpload forged = bucket.uploads(GrantKind.PRESIGNED_PUT).get().forged();
    ProbeAnswer taken = bucket.send(forged);
    if (bucket.removed(forged.key()) || taken.accepted()) {
      throw calls.failed(
          "a PUT with a forged signature answered %s, so no grant holds there".formatted(taken),
          null);
    }
  }

  private String reason(ProbeAnswer put) {
    if (put.status() >= 300 && put.status() < 400) {
      return ", which sends it on to %s; give the store's own endpoint and the bucket's region"
          .formatted(host(put.header("location")));
    }
    Optional<Duration> late = behind(put.header("date"));
    if (late.isPresent() && late.get().abs().compareTo(TOLERABLE) > 0) {
      return ", and the store's clock is %s than this machine's by %d s; set both by NTP"
          .formatted(late.get().isNegative() ? "faster" : "slower", late.get().abs().toSeconds());
    }
    return switch (put.code()) {
      case "NoSuchBucket" -> "; make the bucket '%s', or name another".formatted(bucketName);
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied" ->
          "; check the access key and its secret, the region, and that the keys may s3:PutObject below %s/"
              .formatted(StoreProbe.PREFIX);
      default ->
          put.code().isEmpty()
              ? ", and that is no answer of S3's; check the endpoint, and what stands before the store"
              : "";
    };
  }

  private static String host(String location) {
    try {
      String host = URI.create(location).getHost();
      return host == null ? "another place" : host;
    } catch (IllegalArgumentException odd) {
      return "another place";
    }
  }

  /** Returns by how much the store's clock is behind. */
  private Optional<Duration> behind(String date) {
    try {
      Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Optional.of(Duration.between(theirs, bucket.now()));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }
}
