package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands at a key says nothing of who put it there. */
class RepeatedKeyCompletionTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");

  /** An application's own: the file's name is the key, and the first upload wins. */
  private record ByName() implements ObjectKeyPolicy {
    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return "f/" + request.fileName();
    }
  }

  private final Map<String, StoredObject> objects = new HashMap<>();
  private final UploadGrants grants = grants(TestGrants.any().keys(new ByName()));
  private final UploadCompletions completions = completions(grants);

  private static UploadGrants grants(UploadProfile.Builder profile) {
    return TestGrants.builder()
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(profile.completion(completion()).build())
        .build();
  }

  private UploadCompletions completions(UploadGrants of) {
    return UploadCompletions.builder(of, Receipts.of(SECRETS, Duration.ofHours(1), of.clock()))
        .stores(target -> new InMemory(objects))
        .build();
  }

  private record InMemory(Map<String, StoredObject> objects) implements WholeObjects {
    @Override
    public @Nullable StoredObject look(String key) {
      return objects.get(key);
    }

    @Override
    public byte @Nullable [] read(String key, StoredObject object, int count) {
      return new byte[0];
    }

    @Override
    public boolean remove(String key, StoredObject object) {
      return objects.remove(key, object) || !objects.containsKey(key);
    }
  }

  private static StoredObject object(@Nullable UploadGrant of, long size, String etag) {
    String id = of == null ? null : EncryptedTickets.of(SECRETS).open(ticket(of)).id();
    return new StoredObject(id, size, "image/png", "", etag, null, Map.of(), TestGrants.NOW);
  }

  private static String ticket(UploadGrant grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  /** How it ends is another question; what matters is what is left. */
  private static void whatever(Runnable call) {
    try {
      call.run();
    } catch (UploadException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  private UploadGrant accepted() {
    UploadGrant grant = grants.grant(TestGrants.request().build());
    objects.put(grant.key(), object(grant, 5, "\"alices\""));
    completions.complete(ticket(grant), "alice");
    return grant;
  }

  @Test
  void nobodyRemovesAnothersAcceptedObjectByAGrantForTheSameKey() {
    UploadGrant alices = accepted();
    UploadGrant mallorys =
        grants.grant(TestGrants.request().by("mallory").file("me.png", 6, "image/png").build());

    whatever(() -> completions.complete(ticket(mallorys), "mallory"));

    assertThat(objects).containsKey(alices.key());
  }

  @Test
  void nobodyAbortsAnothersAcceptedObjectByAGrantForTheSameKey() {
    UploadGrant alices = accepted();
    UploadGrant mallorys =
        grants.grant(TestGrants.request().by("mallory").file("me.png", 6, "image/png").build());

    whatever(() -> completions.abort(ticket(mallorys), "mallory"));

    assertThat(objects).containsKey(alices.key());
  }

  @Test
  void nobodyGetsAReceiptForAnothersObject() {
    accepted();
    UploadGrant mallorys = grants.grant(TestGrants.request().by("mallory").build());

    assertThatThrownBy(() -> completions.complete(ticket(mallorys), "mallory"))
        .isInstanceOf(UploadException.class);
  }

  /** A client that repeats a completion, by malice or after a lost answer. */
  @Test
  void whatTheApplicationMadeOfAnAcceptedObjectIsNotRemoved() {
    UploadGrants random = grants(TestGrants.any());
    UploadCompletions completing = completions(random);
    UploadGrant grant = random.grant(TestGrants.request().build());
    objects.put(grant.key(), object(grant, 5, "\"uploaded\""));
    completing.complete(ticket(grant), "alice");
    objects.put(grant.key(), object(null, 4, "\"scaled by the application\""));

    whatever(() -> completing.complete(ticket(grant), "alice"));
    whatever(() -> completing.abort(ticket(grant), "alice"));

    assertThat(objects).containsKey(grant.key());
  }
}
