package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletionSettings;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.Wire;
import io.uploadgrants.Wire.Answer;
import io.uploadgrants.Wire.Sent;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many requests a completion takes: each is time for the client that waits, and is paid for.
 */
class RequestsOfCompletionTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");
  private static final long SIZE = PartPlan.MAX_PARTS * PartPlan.MIN_PART_SIZE;
  private static final int PAGE = 1_000;
  private static final String UPLOAD = "x-amz-meta-upload-id";

  /** As many bytes as are asked for, the first of a film. */
  private static final String FILM = "\0\0\0\030ftypisom" + "\0".repeat(4_084);

  private final Wire wire = new Wire();

  private UploadGrants grants(CompletionSettings completion) {
    return TestGrants.builder()
        .tickets(EncryptedTickets.of(SECRETS))
        .strategy(new MultipartStrategy(target -> wire.client()))
        .profile(
            UploadProfile.named("film")
                .kinds(
                    GrantSettings.multipart().partSize(PartPlan.MIN_PART_SIZE),
                    GrantSettings.presignedPut())
                .contentTypes("video/mp4")
                .maxSize(SIZE)
                .completion(completion)
                .build())
        .build();
  }

  private List<String> requests(
      CompletionSettings completion, GrantKind kind, long size, List<UploadedPart> parts) {
    wire.answering(
        sent ->
            new Answer(
                200,
                "<InitiateMultipartUploadResult><UploadId>i</UploadId></InitiateMultipartUploadResult>"));
    UploadGrants grants = grants(completion);
    UploadGrant grant =
        grants.grant(
            UploadRequest.of("film").by("alice").file("a", size, "video/mp4").kind(kind).build());
    String ticket = Objects.requireNonNull(grant.ticket()).value();
    String id = Objects.requireNonNull(grants.tickets()).open(ticket).id();
    int before = wire.sent().size();
    wire.answering(sent -> answer(sent, size, id));
    try (UploadCompletions completions =
        UploadCompletions.builder(grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
            .clients(target -> wire.client())
            .build()) {
      assertThat(completions.complete(ticket, parts, "alice").size()).isEqualTo(size);
    }
    return wire.sent().stream().skip(before).map(Sent::line).toList();
  }

  private static Answer answer(Sent sent, long size, String id) {
    return switch (sent.line()) {
      case "GET uploadId", "GET uploadId&part-number-marker", "GET part-number-marker&uploadId" ->
          new Answer(200, page(sent));
      case "POST uploadId" ->
          new Answer(
              200, "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>");
      case "HEAD " -> object("", size, id);
      case "GET " -> object(FILM, FILM.length(), id);
      default -> Answer.error(501, sent.line());
    };
  }

  private static Answer object(String body, long size, String id) {
    return new Answer(
        200,
        body,
        Map.of(
            "Content-Length",
            Long.toString(size),
            "Content-Type",
            "video/mp4",
            "ETag",
            "\"e\"",
            UPLOAD,
            id));
  }

  private static String page(Sent sent) {
    int from =
        sent.request()
            .firstMatchingRawQueryParameter("part-number-marker")
            .map(Integer::valueOf)
            .orElse(0);
    int to = from + PAGE;
    String parts =
        IntStream.rangeClosed(from + 1, to)
            .mapToObj(
                n ->
                    "<Part><PartNumber>%d</PartNumber><ETag>e</ETag><Size>%d</Size></Part>"
                        .formatted(n, PartPlan.MIN_PART_SIZE))
            .collect(Collectors.joining());
    return "<ListPartsResult><IsTruncated>%s</IsTruncated><NextPartNumberMarker>%d</NextPartNumberMarker>%s</ListPartsResult>"
        .formatted(to < PartPlan.MAX_PARTS, to, parts);
  }

  @Test
  void aPutIsLookedAtOnceAndItsFirstBytesAreReadOnce() {
    assertThat(requests(completion().checkContent(), GrantKind.PRESIGNED_PUT, 5_000, List.of()))
        .containsExactly("HEAD ", "GET ");
    assertThat(wire.last().header("Range")).isEqualTo("bytes=0-4095");
    assertThat(requests(completion(), GrantKind.PRESIGNED_PUT, 5_000, List.of()))
        .containsExactly("HEAD ");
  }

  @Test
  void tenThousandPartsAreListedOnceAndPutTogetherOnce() {
    List<UploadedPart> parts =
        IntStream.rangeClosed(1, PartPlan.MAX_PARTS)
            .mapToObj(number -> new UploadedPart(number, "e"))
            .toList();
    List<String> expected = new ArrayList<>(List.of("GET uploadId"));
    expected.addAll(Collections.nCopies(9, "GET uploadId&part-number-marker"));
    expected.addAll(List.of("POST uploadId", "HEAD ", "GET "));

    assertThat(requests(completion().checkContent(), GrantKind.MULTIPART, SIZE, parts))
        .map(line -> line.replace("part-number-marker&uploadId", "uploadId&part-number-marker"))
        .isEqualTo(expected);
  }
}
