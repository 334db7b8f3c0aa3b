package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Many servers in one JVM, each on its own. */
@Isolated // it counts threads
class EmbeddedInstancesTests {

  private static S3Client client(EmbeddedS3 server, EmbeddedS3 keysOf) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(keysOf.credentials())
        .forcePathStyle(true)
        .build();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("upload-grants-s3"))
        .peek(thread -> assertThat(thread.isDaemon()).as(thread.getName()).isTrue())
        .count();
  }

  @Test
  void twentyStartAndEndInParallelAndLeaveNothing() throws Exception {
    long first = System.nanoTime();
    EmbeddedS3.builder().start().close();
    long after = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(20);
    List<EmbeddedS3> servers;
    try {
      Callable<EmbeddedS3> start = () -> EmbeddedS3.builder().start();
      servers =
          pool.invokeAll(IntStream.range(0, 20).mapToObj(i -> start).toList()).stream()
              .map(EmbeddedInstancesTests::get)
              .toList();
      long started = System.nanoTime();
      assertThat(servers).extracting(EmbeddedS3::endpoint).doesNotHaveDuplicates();
      List<Callable<Boolean>> uses =
          servers.stream().map(server -> (Callable<Boolean>) () -> uses(server)).toList();
      assertThat(pool.invokeAll(uses)).allMatch(EmbeddedInstancesTests::get);
      long used = System.nanoTime();
      servers.forEach(EmbeddedS3::close);
      System.out.printf(
          "embedded S3: first start and end %d ms, 20 starts %d ms, 20 ends %d ms%n",
          Duration.ofNanos(after - first).toMillis(),
          Duration.ofNanos(started - after).toMillis(),
          Duration.ofNanos(System.nanoTime() - used).toMillis());
    } finally {
      pool.shutdownNow();
    }
    for (EmbeddedS3 server : servers) {
      assertThatThrownBy(
              () ->
                  new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
    // Idle threads end after two seconds; the timer's and one or two of the pool stay.
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (threads() > 3 && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    assertThat(threads()).isLessThanOrEqualTo(3);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static boolean uses(EmbeddedS3 server) {
    try (S3Client client = client(server, server)) {
      client.createBucket(create -> create.bucket("bucket"));
      client.putObject(put -> put.bucket("bucket").key("k"), RequestBody.fromString("x"));
      return client.listBuckets().buckets().size() == 1;
    }
  }

  @Test
  void aDelayEndsWithItsServer() throws Exception {
    try (Socket client = new Socket()) {
      try (EmbeddedS3 server = EmbeddedS3.builder().start()) {
        server.faults().delay(Duration.ofMinutes(10));
        client.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.endpoint().getPort()));
        client
            .getOutputStream()
            .write("GET /bucket/k HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        awaitDelays(1);
      }
      awaitDelays(0);
    }
  }

  private static void awaitDelays(long expected) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (delays() != expected && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(delays()).isEqualTo(expected);
  }

  private static long delays() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .filter(
            frame ->
                frame.getClassName().equals(Faults.class.getName())
                    && frame.getMethodName().equals("pause"))
        .count();
  }

  @Test
  void oneServerNeitherSeesAnothersBucketsNorTakesItsKeys() {
    try (EmbeddedS3 one = EmbeddedS3.builder().start();
        EmbeddedS3 other = EmbeddedS3.builder().start();
        S3Client client = client(one, one);
        S3Client ofOther = client(other, other);
        S3Client stranger = client(other, one)) {
      client.createBucket(create -> create.bucket("bucket"));
      assertThat(ofOther.listBuckets().buckets()).isEmpty();
      assertThatThrownBy(stranger::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("InvalidAccessKeyId"));
    }
  }

  @Test
  void aServerCanBeClosedTwiceAndWhileARequestIsOnItsWay() {
    EmbeddedS3 server = EmbeddedS3.builder().start();
    server.target("bucket");
    server.close();
    server.close();
    assertThat(server.endpoint().getPort()).isPositive();
  }

  @Test
  void laterStartsAreFast() {
    EmbeddedS3.builder().start().close();
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      EmbeddedS3.builder().start().close();
    }
    System.out.printf(
        "embedded S3: a later start and end takes %d ms%n",
        Duration.ofNanos(System.nanoTime() - start).toMillis() / 20);
  }
}
