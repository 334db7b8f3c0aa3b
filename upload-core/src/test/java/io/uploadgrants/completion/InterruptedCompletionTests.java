package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion stopped after each of its calls, overtaken between them, and asked again. */
class InterruptedCompletionTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");

  private final UploadGrants grants =
      TestGrants.builder()
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(TestGrants.any().maxSize(100).completion(completion()).build())
          .build();
  private final Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), grants.clock());
  private final Memory store = new Memory();
  private final List<String> told = new ArrayList<>();
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, receipts)
          .stores(target -> store)
          .listener(
              new CompletionListener() {
                @Override
                public void completed(CompletedUpload upload) {
                  told.add("completed " + upload.etag());
                }

                @Override
                public void rejected(TicketClaims upload, UploadRefusedException reason) {
                  told.add("rejected");
                  throw new IllegalStateException("broken");
                }

                @Override
                public void aborted(TicketClaims upload) {
                  told.add("aborted");
                }
              })
          .build();
  private final UploadGrant grant = grants.grant(TestGrants.request().build());
  private final String ticket = Objects.requireNonNull(grant.ticket()).value();

  /** Objects in memory, which fails after a number of calls and runs something between them. */
  private static final class Memory implements WholeObjects {

    private final Map<String, StoredObject> objects = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private byte[] bytes = {};
    private int failAfter = Integer.MAX_VALUE;
    private Runnable afterLook = () -> {};

    private <T> T done(String call, T result) {
      calls.add(call);
      if (calls.size() > failAfter) {
        failAfter = Integer.MAX_VALUE;
        throw new IssuanceFailedException("lost", null);
      }
      return result;
    }

    @Override
    public @Nullable StoredObject look(String key) {
      StoredObject object = objects.get(key);
      Runnable then = afterLook;
      afterLook = () -> {};
      then.run();
      calls.add("look");
      if (calls.size() > failAfter) {
        failAfter = Integer.MAX_VALUE;
        throw new IssuanceFailedException("lost", null);
      }
      return object;
    }

    @Override
    public byte @Nullable [] read(String key, StoredObject object, int count) {
      boolean same = object.equals(objects.get(key));
      done("read", same);
      return same ? bytes : null;
    }

    @Override
    public boolean remove(String key, StoredObject object) {
      return done("remove", objects.remove(key, object) || !objects.containsKey(key));
    }
  }

  private StoredObject object(long size, String etag) {
    return object(ticket, size, etag);
  }

  private static StoredObject object(String ofTicket, long size, String etag) {
    String id = EncryptedTickets.of(SECRETS).open(ofTicket).id();
    return new StoredObject(
        id, size, "image/png", "", etag, null, Map.of(), TestGrants.NOW.plusSeconds(9));
  }

  private void refused(ErrorCode code) {
    assertThatThrownBy(() -> completions.complete(ticket, "alice"))
        .isInstanceOfSatisfying(
            UploadException.class, reason -> assertThat(reason.code()).isEqualTo(code));
  }

  private String checked() {
    UploadGrants checking =
        TestGrants.builder()
            .tickets(EncryptedTickets.of(SECRETS))
            .profile(TestGrants.any().completion(completion().checkContent()).build())
            .build();
    UploadGrant checkedGrant = checking.grant(TestGrants.request().build());
    String checked = Objects.requireNonNull(checkedGrant.ticket()).value();
    store.objects.put(checkedGrant.key(), object(checked, 5, "\"a\""));
    return checked;
  }

  /** The ticket says so, whatever the profile says by now. */
  @Test
  void contentIsLookedAtByOneMoreCall() {
    store.bytes = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r'};
    String checked = checked();
    store.bytes = "<html".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> completions.complete(checked, "alice"))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> {
              assertThat(reason.code()).isEqualTo(ErrorCode.OBJECT_DIFFERS);
              assertThat(reason.limit()).isEqualTo("image/png");
            })
        .hasMessageStartingWith("The object isn't what was promised, and was removed. ")
        .hasMessageEndingWith("; ask for a new grant.")
        .message()
        .doesNotContain(".;");

    assertThat(store.calls).containsExactly("look", "read", "remove");
    assertThat(store.objects).isEmpty();
  }

  /** Browsers would unpack other bytes than those that were looked at. */
  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip", "gzip, identity", "GZIP"})
  void whatIsEncodedHidesItsContent(String encoding) {
    store.bytes = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r'};
    String checked = checked();
    store.objects.replaceAll(
        (key, plain) ->
            new StoredObject(
                plain.uploadId(),
                plain.size(),
                plain.contentType(),
                encoding,
                plain.etag(),
                null,
                plain.checksums(),
                plain.storedAt()));

    assertThatThrownBy(() -> completions.complete(checked, "alice"))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("Content-Encoding is '" + encoding + "'");
    assertThat(store.calls).doesNotContain("read");
    assertThat(store.objects).isEmpty();
  }

  @Test
  void statusAndAbortLookAtContentToo() {
    String checked = checked();
    store.bytes = "<html".getBytes(StandardCharsets.US_ASCII);

    assertThat(completions.status(checked, "alice").state()).isEqualTo(UploadStatus.State.WAITING);
    assertThat(store.objects).hasSize(1);
    completions.abort(checked, "alice");

    assertThat(store.objects).isEmpty();
    assertThat(told).containsExactly("aborted");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aCheckOfContentThatIsCutOffIsFinishedWhenAskedAgain(int calls) {
    String checked = checked();
    store.bytes = "<html".getBytes(StandardCharsets.US_ASCII);
    store.failAfter = calls;

    assertThatThrownBy(() -> completions.complete(checked, "alice"))
        .isInstanceOf(IssuanceFailedException.class);
    assertThatThrownBy(() -> completions.complete(checked, "alice"))
        .isInstanceOf(UploadRefusedException.class);

    assertThat(store.objects).isEmpty();
    assertThat(told).doesNotContain("completed \"a\"");
  }

  @Test
  void anUploadInPlaceTakesOneCall() {
    store.objects.put(grant.key(), object(5, "\"a\""));

    assertThat(completions.complete(ticket, "alice").etag()).isEqualTo("\"a\"");

    assertThat(store.calls).containsExactly("look");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aRejectionThatIsCutOffIsFinishedWhenAskedAgain(int calls) {
    store.objects.put(grant.key(), object(6, "\"a\""));
    store.failAfter = calls;

    refused(ErrorCode.ISSUANCE_FAILED);
    refused(calls == 0 ? ErrorCode.OBJECT_DIFFERS : ErrorCode.NO_SUCH_UPLOAD);

    assertThat(store.objects).isEmpty();
    refused(ErrorCode.NO_SUCH_UPLOAD);
  }

  @Test
  void anAcceptanceThatIsCutOffIsFinishedWhenAskedAgain() {
    store.objects.put(grant.key(), object(5, "\"a\""));
    store.failAfter = 0;

    refused(ErrorCode.ISSUANCE_FAILED);
    assertThat(told).isEmpty();

    assertThat(completions.complete(ticket, "alice").size()).isEqualTo(5);
    assertThat(told).containsExactly("completed \"a\"");
  }

  @Test
  void whatReplacesARejectedObjectIsLookedAtForItself() {
    store.objects.put(grant.key(), object(6, "\"a\""));
    store.afterLook = () -> store.objects.put(grant.key(), object(5, "\"b\""));

    assertThat(completions.complete(ticket, "alice").etag()).isEqualTo("\"b\"");

    assertThat(store.objects).containsOnlyKeys(grant.key());
    assertThat(told).containsExactly("completed \"b\"");
  }

  @Test
  void anObjectThatNeverComesToRestIsNotAccepted() {
    AtomicInteger version = new AtomicInteger();
    class Replacing implements Runnable {
      @Override
      public void run() {
        store.objects.put(grant.key(), object(6, "\"" + version.incrementAndGet() + "\""));
        store.afterLook = this;
      }
    }
    new Replacing().run();

    refused(ErrorCode.ISSUANCE_FAILED);

    assertThat(told).isEmpty();
  }

  @Test
  void aListenerThatFailsKeepsAnUploadFromBeingCalledComplete() {
    UploadCompletions failing =
        UploadCompletions.builder(grants, receipts)
            .stores(target -> store)
            .listener(
                new CompletionListener() {
                  @Override
                  public void completed(CompletedUpload upload) {
                    throw new IllegalStateException("no database");
                  }
                })
            .build();
    store.objects.put(grant.key(), object(5, "\"a\""));

    assertThatThrownBy(() -> failing.complete(ticket, "alice"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(completions.complete(ticket, "alice").etag()).isEqualTo("\"a\"");
  }

  @Test
  void aListenerThatFailsDoesNotSaveARejectedObject() {
    store.objects.put(grant.key(), object(101, "\"a\""));

    refused(ErrorCode.OBJECT_DIFFERS);

    assertThat(told).containsExactly("rejected");
    assertThat(store.objects).isEmpty();
  }

  @Test
  void abortRemovesWhatDiffersAndNothingElse() {
    completions.abort(ticket, "alice");
    store.objects.put(grant.key(), object(6, "\"a\""));
    completions.abort(ticket, "alice");
    assertThat(store.objects).isEmpty();
    store.objects.put(grant.key(), object(5, "\"a\""));

    assertThatThrownBy(() -> completions.abort(ticket, "alice"))
        .isInstanceOfSatisfying(
            UploadException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.ALREADY_COMPLETED));

    assertThat(store.objects).hasSize(1);
    assertThat(told).containsExactly("aborted", "aborted");
  }

  @Test
  void aTicketForAnotherBucketIsRefused() {
    UploadTarget moved = UploadTarget.bucket("elsewhere").region("eu-west-1").build();
    UploadGrants other =
        TestGrants.builder()
            .target(moved)
            .tickets(EncryptedTickets.of(SECRETS))
            .profile(TestGrants.any().completion(completion()).build())
            .build();
    UploadCompletions elsewhere =
        UploadCompletions.builder(other, receipts).stores(target -> store).build();

    assertThatThrownBy(() -> elsewhere.complete(ticket, "alice"))
        .isInstanceOfSatisfying(
            UploadException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_TICKET))
        .hasMessageContaining("bucket");
    assertThat(store.calls).isEmpty();
  }

  @Test
  void aTicketOfAProfileThatIsGoneIsRefused() {
    UploadGrants other = TestGrants.builder().tickets(EncryptedTickets.of(SECRETS)).build();
    UploadCompletions without =
        UploadCompletions.builder(other, receipts).stores(target -> store).build();

    assertThatThrownBy(() -> without.complete(ticket, "alice"))
        .isInstanceOfSatisfying(
            UploadException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.UNKNOWN_PROFILE));
  }

  @Test
  void completingNeedsTickets() {
    UploadGrants without = TestGrants.of(TestGrants.any());

    assertThatThrownBy(() -> UploadCompletions.builder(without, receipts).build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("The grants have no tickets");
  }
}
