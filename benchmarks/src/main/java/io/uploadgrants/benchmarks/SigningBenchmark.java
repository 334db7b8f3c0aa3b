package io.uploadgrants.benchmarks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One presigned PUT. Each call signs another length, so that nobody can repeat an answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {

  private final Ours ours = new Ours();
  private final Peers peers = new Peers();
  private final InstantSource clock = InstantSource.system();
  private long size = Sample.SIZE;

  /** Refuses to compare signers that don't sign the same. */
  @Setup
  public void check() throws Exception {
    SignedUrl.mustEqual(peers.s3PresignerPut(size), time -> ours.put(size, time));
    SignedUrl.mustEqual(peers.httpSignerPut(size), time -> ours.put(size, time));
    SignedUrl.mustEqual(peers.minioPut(), ours::openPut);
  }

  private Instant now() {
    return clock.instant();
  }

  @Benchmark
  public String ours() {
    return ours.put(++size, now());
  }

  @Benchmark
  public String s3Presigner() {
    return peers.s3PresignerPut(++size);
  }

  @Benchmark
  public String awsV4HttpSigner() {
    return peers.httpSignerPut(++size);
  }

  @Benchmark
  public String minioHostOnly() throws Exception {
    return peers.minioPut();
  }
}
