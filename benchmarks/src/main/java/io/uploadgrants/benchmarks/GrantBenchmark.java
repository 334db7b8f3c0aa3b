package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole way: the request's validation, the profile's rules, a random key, the signed grant. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrantBenchmark {

  private final UploadGrants puts = Grants.of(GrantKind.PRESIGNED_PUT);
  private final UploadGrants posts = Grants.of(GrantKind.POST_POLICY);
  private final UploadGrants ticketed = Grants.ticketed();
  private long size = 1;

  private long nextSize() {
    return size++ % (5 << 20) + 1;
  }

  @Benchmark
  public UploadGrant presignedPut() {
    return puts.grant(Grants.request(nextSize()));
  }

  @Benchmark
  public UploadGrant presignedPutWithTicket() {
    return ticketed.grant(Grants.request(nextSize()));
  }

  @Benchmark
  public UploadGrant postPolicy() {
    return posts.grant(Grants.request(nextSize()));
  }
}
