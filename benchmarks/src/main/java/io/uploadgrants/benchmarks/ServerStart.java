package io.uploadgrants.benchmarks;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How long a test waits for a server with a bucket of its own: prints the milliseconds of the first
 * one in this JVM, and the median of the later ones.
 */
final class ServerStart {

  private static final int LATER = 21;

  private ServerStart() {}

  public static void main(String[] args) {
    Backend backend = Backend.valueOf(args[0].toUpperCase(Locale.ROOT));
    long first = open(backend);
    long[] later = LongStream.generate(() -> open(backend)).limit(LATER).sorted().toArray();
    System.out.printf("%.0f %.1f%n", first / 1e6, later[LATER / 2] / 1e6);
    System.exit(0); // containers' client threads would keep the JVM
  }

  private static long open(Backend backend) {
    long begin = System.nanoTime();
    try (UploadServer server = backend.open()) {
      long end = System.nanoTime();
      server.client().headBucket(head -> head.bucket(server.bucket())); // it is really there
      return end - begin;
    }
  }
}
