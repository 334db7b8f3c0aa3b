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
record FirstSteps(ProbeGrants grants, ProbeBucket bucket, ProbeCalls calls) {

  /** S3 takes a quarter of an hour; a difference that grows is worth a word before. */
  private static final Duration TOLERABLE = Duration.ofMinutes(1);

  void take() {
    calls.step("put");
    ProbeUpload upload = grants.uploads(GrantKind.PRESIGNED_PUT).get();
    ProbeAnswer put = bucket.send(upload);
    if (!put.accepted()) {
      throw calls.failed("a presigned PUT answered " + put + reason(put));
    }
    calls.step("read");
    read(upload.key());
    calls.step("remove");
    bucket.learnVersioning();
    bucket.remove(upload.key());
    Optional<ProbeAnswer> kept = bucket.refusedToRemove(upload.key());
    if (kept.isPresent()) {
      throw calls.failed(
          "the object can't be removed: DELETE answered %s; the probe needs s3:DeleteObject below %s/, s3:DeleteObjectVersion where the bucket has versions, and a bucket without a default retention"
              .formatted(kept.get(), StoreProbe.PREFIX));
    }
    calls.step("signature");
    ProbeUpload forged = grants.uploads(GrantKind.PRESIGNED_PUT).get().forged();
    ProbeAnswer taken = bucket.send(forged);
    if (bucket.remove(forged.key()) || taken.accepted()) {
      throw calls.failed(
          "a PUT with a forged signature answered %s, so no grant holds there".formatted(taken));
    }
  }

  private void read(String key) {
    for (ProbeAnswer read : List.of(bucket.about(key), bucket.read(key))) {
      if (!read.accepted()) {
        throw calls.failed(
            "the object can't be read: HEAD or GET answered %s; the probe needs s3:GetObject below %s/"
                .formatted(read, StoreProbe.PREFIX));
      }
    }
    if (!bucket.holds(key)) {
      throw calls.failed(
          "the object comes back with other bytes than were sent; the endpoint is no S3 store, or something between changes them");
    }
  }

  private String reason(ProbeAnswer put) {
    String region = put.header("x-amz-bucket-region");
    if (region.matches("[a-z0-9-]{1,63}") && !region.equals(grants.bare().region())) {
      return "; the bucket's region is " + region;
    }
    if (put.status() >= 300 && put.status() < 400) {
      return ", a redirect to %s; give the store's own endpoint and the bucket's region"
          .formatted(host(put.header("location")));
    }
    return switch (put.code()) {
      case "NoSuchBucket" ->
          "; create the bucket '%s', or name another".formatted(grants.bare().bucket());
      case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
          "; check the access key, its secret, and the region";
      case "AccessDenied", "RequestTimeTooSkewed" ->
          clock(put.header("date"))
              .orElse(
                  "; check that the keys have s3:PutObject below %s/".formatted(StoreProbe.PREFIX));
      case "" ->
          clock(put.header("date"))
              .orElse(", without an error code of S3; check the endpoint, and proxies before it");
      default -> "";
    };
  }

  private static String host(String location) {
    try {
      String host = URI.create(location).getHost();
      return host == null ? "an unknown place" : host;
    } catch (IllegalArgumentException odd) {
      return "an unknown place";
    }
  }

  private Optional<String> clock(String date) {
    Instant theirs;
    try {
      theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
    Duration behind = Duration.between(theirs, bucket.clock().instant());
    return behind.abs().compareTo(TOLERABLE) > 0
        ? Optional.of(
            "; the store's clock is %d s %s than this machine's, synchronize both"
                .formatted(behind.abs().toSeconds(), behind.isNegative() ? "faster" : "slower"))
        : Optional.empty();
  }
}
