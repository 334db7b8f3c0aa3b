package io.uploadgrants.benchmarks;

import static io.uploadgrants.CompletionSettings.completion;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Counts the requests to the store that completing an upload takes, first bytes looked at, and
 * prints rows of the table. Without {@code UPLOAD_TEST_MINIO_ENDPOINT} the first is left out.
 */
final class CompletionCalls {

  private static final TokenSecrets SECRETS = TokenSecrets.of(Sample.TOKEN_SECRET);
  private static final byte[] PICTURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
  };

  private CompletionCalls() {}

  public static void main(String[] args) {
    System.out.println(
        "| requests to complete a PUT, on MinIO | none | %s | | HEAD and GET |"
            .formatted(MinioStore.isThere() ? ofOnePut() : MinioStore.MISSING));
    System.out.println(
        "| requests to complete 10,000 parts, on a stub | none | %s | | 10 ListParts, Complete, HEAD and GET |"
            .formatted(ofAllParts()));
  }

  /** Counts each request that is sent, retries too. */
  private static final class Counter implements ExecutionInterceptor {

    private final Map<String, Integer> calls = new LinkedHashMap<>();

    @Override
    public synchronized void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      calls.merge(context.request().getClass().getSimpleName(), 1, Integer::sum);
    }

    synchronized String text() {
      return calls.values().stream().mapToInt(Integer::intValue).sum()
          + ": "
          + calls.entrySet().stream()
              .map(
                  call ->
                      (call.getValue() > 1 ? call.getValue() + " " : "")
                          + call.getKey().replaceFirst("Request$", ""))
              .collect(Collectors.joining(", "));
    }
  }

  private static UploadCompletions.Builder completions(UploadGrants grants) {
    return UploadCompletions.builder(
        grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()));
  }

  private static UploadGrants.Builder grants(UploadTarget target, AwsCredentialsProvider provider) {
    return UploadGrants.builder()
        .target(target)
        .credentials(provider)
        .tickets(EncryptedTickets.of(SECRETS));
  }

  private static String ticket(UploadGrant grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  private static String ofOnePut() {
    Counter counter = new Counter();
    try (UploadServer minio = MinioStore.open()) {
      UploadGrants grants =
          grants(minio.target(), minio.credentials())
              .profile(
                  UploadProfile.named("picture")
                      .kinds(GrantKind.PRESIGNED_PUT)
                      .contentTypes("image/*")
                      .maxSize(100)
                      .completion(completion().checkContent())
                      .build())
              .build();
      try (UploadCompletions completions =
          completions(grants)
              .credentials(minio.credentials())
              .clientSettings(
                  client -> client.overrideConfiguration(o -> o.addExecutionInterceptor(counter)))
              .build()) {
        UploadGrant grant =
            grants.grant(
                UploadRequest.of("picture")
                    .file("me.png", PICTURE.length, "image/png")
                    .by("alice")
                    .build());
        require(GrantClient.of(minio).upload(grant, PICTURE).accepted());
        require(completions.complete(ticket(grant), "alice").size() == PICTURE.length);
      }
    }
    return counter.text();
  }

  private static String ofAllParts() {
    Counter counter = new Counter();
    StubStore store = new StubStore();
    try (S3Client starting = client(store, new Counter());
        S3Client completing = client(store, counter)) {
      UploadGrants grants =
          grants(Grants.target(), Grants.provider())
              .strategy(new MultipartStrategy(target -> starting))
              .profile(
                  UploadProfile.named("film")
                      .kinds(GrantSettings.multipart().partSize(StubStore.PART_SIZE))
                      .contentTypes("video/mp4")
                      .maxSize(StubStore.SIZE)
                      .completion(completion().checkContent())
                      .build())
              .build();
      UploadGrant grant =
          grants.grant(
              UploadRequest.of("film")
                  .by("alice")
                  .file("a.mp4", StubStore.SIZE, "video/mp4")
                  .build());
      List<UploadedPart> parts =
          IntStream.rangeClosed(1, StubStore.PARTS)
              .mapToObj(n -> new UploadedPart(n, StubStore.etag(n)))
              .toList();
      try (UploadCompletions completions =
          completions(grants).clients(target -> completing).build()) {
        require(completions.complete(ticket(grant), parts, "alice").size() == StubStore.SIZE);
      }
    }
    return counter.text();
  }

  private static S3Client client(StubStore store, Counter counter) {
    return S3Client.builder()
        .httpClient(store)
        .region(Region.of(Sample.REGION))
        .credentialsProvider(Grants.provider())
        .overrideConfiguration(all -> all.addExecutionInterceptor(counter))
        .build();
  }

  private static void require(boolean done) {
    if (!done) {
      throw new IllegalStateException("What is counted didn't work");
    }
  }
}
