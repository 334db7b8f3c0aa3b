package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantSettings;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedParts;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/**
 * Grants of multipart uploads, and the URLs of all parts, with a ticket each. S3's {@code
 * CreateMultipartUpload} is answered at once, so that its time is not ours.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MultipartGrantBenchmark {

  private static final long PART_SIZE = 8 << 20;
  private static final List<Integer> ALL =
      IntStream.rangeClosed(1, PartPlan.MAX_PARTS).boxed().toList();

  private final EncryptedTickets tickets =
      EncryptedTickets.of(TokenSecrets.of(Sample.TOKEN_SECRET));
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(Grants.target())
          .credentials(Grants.provider())
          .tickets(tickets)
          .strategy(new MultipartStrategy(target -> new StartingStore()))
          .profile(
              UploadProfile.named("film")
                  .kinds(GrantSettings.multipart().partSize(PART_SIZE))
                  .validFor(Duration.ofSeconds(Sample.SECONDS))
                  .keys(ObjectKeyPolicy.perSubject("films"))
                  .maxSize(PartPlan.MAX_PARTS * PART_SIZE)
                  .build())
          .build();
  private final TicketClaims upload = upload();

  private TicketClaims upload() {
    UploadGrant grant = grants.grant(request(PartPlan.MAX_PARTS));
    return tickets.open(Objects.requireNonNull(grant.ticket()).value());
  }

  private static UploadRequest request(int parts) {
    return UploadRequest.of("film")
        .by("alice")
        .file("a.mp4", parts * PART_SIZE, "video/mp4")
        .build();
  }

  @Benchmark
  public UploadGrant hundredParts() {
    return grants.grant(request(MultipartUpload.FIRST_PARTS));
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public SignedParts allParts() {
    return grants.parts(upload, ALL);
  }

  /** Starts every upload at once, and does nothing else. */
  private static final class StartingStore implements S3Client {

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
        CreateMultipartUploadRequest request) {
      return CreateMultipartUploadResponse.builder().uploadId(PartUrlsBenchmark.UPLOAD_ID).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
