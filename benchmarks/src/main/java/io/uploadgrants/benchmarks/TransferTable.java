package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantSettings;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * Sends a file of 1 GiB in parts of 8 MiB to MinIO, by the test kit's transfer and by the AWS SDK's
 * Transfer Manager in turn, and prints a row of the table. Each time the object is whole: ours from
 * the grant to the completion, theirs from the call to its end.
 */
final class TransferTable {

  private static final long SIZE = 1L << 30;
  private static final long WARM_UP = 64 << 20;
  private static final long PART = 8 << 20;
  private static final TokenSecrets SECRETS = TokenSecrets.of(Sample.TOKEN_SECRET);

  private TransferTable() {}

  /**
   * Measures and prints.
   *
   * @param args the number of rounds, and a folder for the file
   */
  public static void main(String[] args) throws IOException {
    String measured =
        MinioStore.isThere()
            ? measured(Integer.parseInt(args[0]), Path.of(args[1]))
            : "| none | " + MinioStore.MISSING + " | |";
    System.out.println("| 1 GiB in parts to MinIO " + measured + " not slower |");
  }

  private static String measured(int rounds, Path folder) throws IOException {
    Path small = file(folder.resolve("transfer-small"), WARM_UP);
    Path large = file(folder.resolve("transfer-large"), SIZE);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> theirsBare = new ArrayList<>();
    try (UploadServer minio = MinioStore.open();
        S3TransferManager manager = manager(minio, RequestChecksumCalculation.WHEN_SUPPORTED);
        S3TransferManager bare = manager(minio, RequestChecksumCalculation.WHEN_REQUIRED)) {
      Transfers transfers = new Transfers(minio);
      transfers.ours(small);
      transfers.theirs(manager, small);
      transfers.theirs(bare, small);
      for (int round = 0; round < rounds; round++) {
        settle();
        theirs.add(transfers.theirs(manager, large));
        settle();
        ours.add(transfers.ours(large));
        settle();
        theirsBare.add(transfers.theirs(bare, large));
      }
    } finally {
      Files.delete(small);
      Files.delete(large);
    }
    double fastest = Math.min(best(theirs), best(theirsBare));
    return String.format(
        Locale.ROOT,
        "| Transfer Manager %s; without its checksums %s | %s | %.1fx |",
        text(theirs),
        text(theirsBare),
        text(ours),
        fastest / best(ours));
  }

  /** Waits until the disk has what was stored before, so that nobody pays for another's upload. */
  static void settle() throws IOException {
    try {
      new ProcessBuilder("sync").start().waitFor();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", stop);
    }
  }

  private static String text(List<Double> seconds) {
    double best = best(seconds);
    return String.format(Locale.ROOT, "%.2f s, %.0f MB/s", best, SIZE / 1e6 / best);
  }

  /** Other work of the machine can only slow one down. */
  private static double best(List<Double> seconds) {
    return Collections.min(seconds);
  }

  private static Path file(Path path, long size) throws IOException {
    Files.deleteIfExists(path);
    try (InputStream bytes = FileSource.generated(size, 1).open(0, size)) {
      Files.copy(bytes, path);
    }
    return path;
  }

  private static S3TransferManager manager(
      UploadServer minio, RequestChecksumCalculation checksums) {
    return S3TransferManager.builder()
        .s3Client(
            S3AsyncClient.builder()
                .endpointOverride(minio.endpoint())
                .region(Region.of(minio.region()))
                .credentialsProvider(minio.credentials())
                .forcePathStyle(true)
                .requestChecksumCalculation(checksums)
                .multipartEnabled(true)
                .multipartConfiguration(parts -> parts.minimumPartSizeInBytes(PART))
                .build())
        .build();
  }

  /** The two ways to one bucket. */
  private static final class Transfers {

    private final UploadServer minio;
    private final GrantClient client;
    private final UploadGrants grants;
    private final UploadCompletions completions;

    Transfers(UploadServer minio) {
      this.minio = minio;
      this.client = GrantClient.of(minio);
      this.grants =
          UploadGrants.builder()
              .target(minio.target())
              .credentials(minio.credentials())
              .tickets(EncryptedTickets.of(SECRETS))
              .profile(
                  UploadProfile.named("film")
                      .kinds(GrantSettings.multipart().partSize(PART))
                      .maxSize(SIZE)
                      .build())
              .build();
      this.completions =
          UploadCompletions.builder(
                  grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
              .clients(target -> minio.client())
              .build();
    }

    double ours(Path path) {
      long begin = System.nanoTime();
      FileSource file = FileSource.of(path);
      MultipartUpload grant =
          (MultipartUpload)
              grants.grant(UploadRequest.of("film").by("alice").size(file.size()).build());
      String ticket = Objects.requireNonNull(grant.ticket()).value();
      long size =
          completions
              .complete(
                  ticket,
                  client
                      .transfer(grant, file)
                      .moreParts(numbers -> completions.parts(ticket, numbers, "alice").parts())
                      .send(),
                  "alice")
              .size();
      return done(begin, grant.key(), size, file.size());
    }

    double theirs(S3TransferManager manager, Path path) {
      long begin = System.nanoTime();
      manager
          .uploadFile(
              upload ->
                  upload
                      .source(path)
                      .putObjectRequest(put -> put.bucket(minio.bucket()).key("theirs")))
          .completionFuture()
          .join();
      long size = FileSource.of(path).size();
      return done(begin, "theirs", stored("theirs"), size);
    }

    private long stored(String key) {
      return minio
          .client()
          .headObject(head -> head.bucket(minio.bucket()).key(key))
          .contentLength();
    }

    /** Returns the seconds until now, and removes the object. */
    private double done(long begin, String key, long size, long expected) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (size != expected) {
        throw new IllegalStateException("%d of %d bytes are there".formatted(size, expected));
      }
      minio.client().deleteObject(delete -> delete.bucket(minio.bucket()).key(key));
      return seconds;
    }
  }
}
