package io.uploadgrants.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures what happens in one thread, and prints rows of the table: work, peers, ours, ratio,
 * goal.
 */
final class SigningTable {

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "sign one PUT; length, type and host signed",
              "SigningBenchmark.ours",
              List.of(
                  new Peer("`S3Presigner`", "SigningBenchmark.s3Presigner"),
                  new Peer("`AwsV4HttpSigner`", "SigningBenchmark.awsV4HttpSigner"),
                  new Peer("MinIO client, host only", "SigningBenchmark.minioHostOnly"),
                  new Peer("SHA-256 and HMAC alone", "FloorBenchmark.floor")),
              "1.5 µs, 4,000 B, 15x"),
          new Row(
              "sign one POST policy",
              "PostPolicyBenchmark.ours",
              List.of(new Peer("MinIO client", "PostPolicyBenchmark.minio")),
              "2 µs"),
          new Row(
              "`grants.grant(request)`, presigned PUT",
              "GrantBenchmark.presignedPut",
              List.of(),
              "4 µs"),
          new Row(
              "`grants.grant(request)`, presigned PUT with a ticket",
              "GrantBenchmark.presignedPutWithTicket",
              List.of(),
              "12 µs"),
          new Row(
              "`grants.grant(request)`, POST policy",
              "GrantBenchmark.postPolicy",
              List.of(),
              "4 µs"),
          new Row(
              "10,000 part URLs",
              "PartUrlsBenchmark.ours",
              List.of(new Peer("`S3Presigner`", "PartUrlsBenchmark.s3Presigner")),
              "15 ms"),
          new Row(
              "`grants.grant(request)`, multipart, 100 URLs with a ticket, without S3's Create",
              "MultipartGrantBenchmark.hundredParts",
              List.of(),
              "300 µs"),
          new Row(
              "`grants.parts(…)`, 10,000 part URLs",
              "MultipartGrantBenchmark.allParts",
              List.of(new Peer("`S3Presigner`", "PartUrlsBenchmark.s3Presigner")),
              "20 ms"));

  private SigningTable() {}

  /**
   * Measures and prints.
   *
   * @param args the number of rounds, the warm-up and the measurement of each in seconds, and the
   *     file that JMH's own report goes to
   */
  public static void main(String[] args) throws RunnerException {
    Scores scores =
        Scores.measure(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            args[3]);
    ROWS.forEach(row -> System.out.println(row.line(scores)));
  }

  private record Peer(String name, String benchmark) {}

  private record Row(String work, String ours, List<Peer> peers, String goal) {

    String line(Scores scores) {
      String measured =
          peers.stream()
              .map(peer -> peer.name() + " " + scores.text(peer.benchmark()))
              .collect(Collectors.joining("; "));
      return "| %s | %s | %s | %s | %s |"
          .formatted(
              work,
              peers.isEmpty() ? "none" : measured,
              scores.text(ours),
              peers.isEmpty() ? "" : ratio(scores),
              goal);
    }

    /** Returns how much faster ours is than the first peer. */
    private String ratio(Scores scores) {
      double ratio = scores.time(peers.get(0).benchmark()) / scores.time(ours);
      return String.format(Locale.ROOT, ratio < 10 ? "%.1fx" : "%.0fx", ratio);
    }
  }
}
