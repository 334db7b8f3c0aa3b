package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.s3.PostPolicyStrategy;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One form: key, type, exact length and status bound. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PostPolicyBenchmark {

  private final Peers peers = new Peers();
  private final InstantSource clock = InstantSource.system();
  private final UploadRequest request = Grants.request(Sample.SIZE);
  private final GrantIssuer issuer = issuer();
  private long size = Sample.SIZE;

  private static GrantIssuer issuer() {
    UploadProfile profile = Grants.profile(GrantKind.POST_POLICY);
    UploadTarget target = Grants.target();
    return new PostPolicyStrategy()
        .prepare(profile, target, SigningCredentials.of(Grants.provider()));
  }

  /** Refuses to compare forms that aren't signed alike, or don't bind the same. */
  @Setup
  public void check() throws Exception {
    PostPolicy post = (PostPolicy) ours();
    SignedForm.mustEqual(peers.minioPost(Sample.SIZE), post.fields());
  }

  @Benchmark
  public UploadGrant ours() {
    return issuer.issue(new GrantDraft(request, Sample.KEY, clock.instant()));
  }

  @Benchmark
  public Map<String, String> minio() throws Exception {
    return peers.minioPost(++size);
  }
}
