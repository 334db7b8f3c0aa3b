package io.uploadgrants.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantKind;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.wire.WireAnswer;
import io.uploadgrants.testkit.wire.WirePut;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class GrantClientTests {

  private static final int MIN_PART = 5 << 20;

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final GrantClient client = GrantClient.of(server);
  private final ProbeUploads uploads = new ProbeUploads(server);

  @Test
  void aFormForManyFilesNamesTheFile() {
    UploadGrant grant =
        uploads
            .grants(
                GrantKind.POST_POLICY,
                p -> p.scope(UploadScope.PREFIX),
                r -> UploadRequest.of("probe"))
            .get();
    assertThat(client.upload(grant, ProbeUploads.FILE, "a b.png").accepted()).isTrue();
    assertThat(new BucketView(server.client(), server.bucket()).listing())
        .containsOnlyKeys(grant.key().replace("${filename}", "a b.png"));
  }

  @Test
  void partsAreAnsweredInOrder() {
    String key = "parts";
    String id =
        server.client().createMultipartUpload(c -> c.bucket(server.bucket()).key(key)).uploadId();
    List<Integer> numbers = List.of(1, 2, 3, 4, 5, 6);
    List<UploadPart> parts = numbers.stream().map(n -> part(key, id, n)).toList();
    List<UploadAnswer> answers = client.uploadParts(parts);
    assertThat(answers).allMatch(UploadAnswer::accepted);
    List<CompletedPart> completed =
        numbers.stream()
            .map(n -> CompletedPart.builder().partNumber(n).eTag(answers.get(n - 1).etag()).build())
            .toList();
    server
        .client()
        .completeMultipartUpload(
            c ->
                c.bucket(server.bucket())
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(m -> m.parts(completed)));
    byte[] object =
        server.client().getObjectAsBytes(g -> g.bucket(server.bucket()).key(key)).asByteArray();
    assertThat(object).hasSize(5 * MIN_PART + 6);
    assertThat(object[4 * MIN_PART]).isEqualTo((byte) 5);
  }

  /** The last part may be small. */
  private UploadPart part(String key, String id, int number) {
    byte[] body = new byte[number == 6 ? 6 : MIN_PART];
    Arrays.fill(body, (byte) number);
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(server.credentials())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      String url =
          presigner
              .presignUploadPart(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(5))
                          .uploadPartRequest(
                              part ->
                                  part.bucket(server.bucket())
                                      .key(key)
                                      .uploadId(id)
                                      .partNumber(number)))
              .url()
              .toString();
      return new UploadPart(url, Map.of(), body);
    }
  }

  @Test
  void anAnswerNeverShowsWhatTheServerSigned() {
    PresignedPut grant = (PresignedPut) uploads.grants(GrantKind.PRESIGNED_PUT).get();
    UploadAnswer answer =
        WirePut.of(grant, ProbeUploads.FILE)
            .withQuery(
                query -> {
                  query.add("more=tell-nobody");
                  return query;
                })
            .send();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isNotEmpty();
    assertThat(answer).hasToString("403 " + answer.code());
    assertThat(answer.message() + answer.headers()).doesNotContain("tell-nobody");
  }

  @Test
  void aRefusedUnalteredGrantProvesNothing() {
    assertThatThrownBy(() -> client.tampering(uploads.grants(GrantKind.PRESIGNED_PUT), new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("403");
  }

  @Test
  void otherObjectsAreLeftAlone() {
    BucketView bucket = new BucketView(server.client(), server.bucket());
    String other = "other/" + UUID.randomUUID();
    bucket.put(other, "kept");
    Map<String, String> before = bucket.listing();
    client
        .tampering(uploads.grants(GrantKind.PRESIGNED_PUT), ProbeUploads.FILE)
        .limit(5)
        .forEach(
            tampering ->
                assertThat(tampering.attempt())
                    .as(tampering.name())
                    .isNotEqualTo(Tampering.Outcome.HARMFUL));
    assertThat(bucket.listing()).isEqualTo(before);
  }

  @Test
  void attemptsAndUploadsOfSeveralClientsDoNotTakeEachOthersObjectsForTheirs() throws Exception {
    GrantClient another = GrantClient.of(server);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<List<Tampering.Outcome>> one = threads.submit(() -> outcomes(client));
      Future<List<Tampering.Outcome>> two = threads.submit(() -> outcomes(another));
      Future<List<String>> uploaded =
          threads.submit(
              () ->
                  Stream.generate(uploads.grants(GrantKind.PRESIGNED_PUT))
                      .limit(200)
                      .filter(g -> another.upload(g, ProbeUploads.FILE).accepted())
                      .map(UploadGrant::key)
                      .toList());

      assertThat(one.get()).doesNotContain(Tampering.Outcome.HARMFUL);
      assertThat(two.get()).doesNotContain(Tampering.Outcome.HARMFUL);
      assertThat(uploaded.get()).hasSize(200);
      assertThat(new BucketView(server.client(), server.bucket()).listing())
          .containsOnlyKeys(uploaded.get().toArray(String[]::new));
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Tampering.Outcome> outcomes(GrantClient attacker) {
    return attacker
        .tampering(uploads.grants(GrantKind.PRESIGNED_PUT), ProbeUploads.FILE)
        .limit(20)
        .map(Tampering::attempt)
        .toList();
  }

  @Test
  void grantsOfDifferentKindsAreNoGrantsOfOneKind() {
    Iterator<Supplier<UploadGrant>> kinds =
        List.of(uploads.grants(GrantKind.PRESIGNED_PUT), uploads.grants(GrantKind.POST_POLICY))
            .iterator();
    Tampering first =
        client.tampering(() -> kinds.next().get(), ProbeUploads.FILE).findFirst().orElseThrow();

    assertThatThrownBy(first::attempt)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The grants are of different kinds; let the supplier issue one kind only.");
  }

  @Test
  void grantsForAnotherBucketAreRefused() {
    String other = "another-bucket";
    server.client().createBucket(create -> create.bucket(other));
    UploadGrants grants =
        UploadGrants.builder()
            .target(
                UploadTarget.bucket(other)
                    .region(server.region())
                    .endpoint(server.endpoint())
                    .pathStyle(true)
                    .build())
            .credentials(server.credentials())
            .profile(UploadProfile.named("any").openToGuests().build())
            .build();

    assertThatThrownBy(
            () ->
                client.tampering(
                    () -> grants.grant(UploadRequest.of("any").build()), ProbeUploads.FILE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(server.bucket())
        .hasMessageContaining("issue grants for server.target()");
  }

  @Test
  void aHostThatIsNoneIsNotTakenForThisMachine() {
    UploadPart part = new UploadPart("http://my_server:9000/x", Map.of(), new byte[1]);

    assertThatThrownBy(() -> client.uploadParts(List.of(part)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("No exchange with my_server:9000");
  }

  @Test
  void aChunkOfImpossibleSizeIsNotJoined() {
    String start = "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertThat(answer(start + "7fffffff\r\nx")).hasToString("403");
    assertThat(answer(start + "ffffffffff\r\nx")).hasToString("403");
  }

  @Test
  void aPartOfAnAnswerIsUnderstood() {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n";
    String chunked =
        """
        HTTP/1.1 403 Forbidden
        Transfer-Encoding: chunked

        9
        <Code>Acc
        14
        essDenied</Code>more
        0

        """
            .replace("\n", "\r\n");
    assertThat(answer(interim + chunked)).hasToString("403 AccessDenied");
    assertThat(answer("HTTP/1.1 200 OK\r\nETag: \"x\"").etag()).isEqualTo("\"x\"");
    assertThat(answer("").status()).isZero();
    assertThat(answer(interim).status()).isZero();
  }

  private static UploadAnswer answer(String wire) {
    return WireAnswer.of(wire.getBytes(StandardCharsets.UTF_8));
  }
}
