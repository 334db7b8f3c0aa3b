package io.uploadgrants.token;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.Destination;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a request may have, its ticket is taken again. */
class LongTicketTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");

  /** Letters of one to four bytes; the last are two characters, each of which JSON may escape. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e4", "\u6f22", "\ud835\udc9c"})
  void aRequestWithAllThatItMayHaveGetsATicketThatOpens(String letter) {
    EncryptedTickets tickets = EncryptedTickets.of(SECRETS);
    UploadRequest.Builder request =
        TestGrants.request()
            .by("\u0001".repeat(1_024))
            .file(letter.repeat(1_020 / letter.length()) + ".png", 5, "image/png")
            .metadata("text", letter.repeat(380 / letter.length()));
    for (int tag = 0; tag < 10; tag++) {
      request.tag(tag + letter.repeat(126 / letter.length()), letter.repeat(256 / letter.length()));
    }
    UploadGrant grant =
        TestGrants.builder()
            .tickets(tickets)
            .profile(
                TestGrants.any()
                    .kinds(GrantKind.POST_POLICY)
                    .maxSize(100)
                    .completion(completion().moveTo(ObjectKeyPolicy.random("accepted")))
                    .build())
            .build()
            .grant(request.build());

    String ticket = Objects.requireNonNull(grant.ticket()).value();

    Destination destination = Objects.requireNonNull(tickets.open(ticket).destination());
    assertThat(destination.fileName()).isEqualTo(request.build().fileName());
    assertThat(destination.metadata()).isEqualTo(request.build().metadata());
    assertThat(destination.tags()).isEqualTo(request.build().tags()).hasSize(10);
  }
}
