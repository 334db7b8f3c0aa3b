package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadAnswer;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile keys, subjects and metadata arrive as they were given, or are refused with a code. */
abstract class HostileInputRules extends JudgedRules {

  HostileInputRules(GrantStrategyContract contract) {
    super(contract);
  }

  static Stream<String> hostileInputs() {
    return HostileInputs.all();
  }

  @ParameterizedTest
  @MethodSource("hostileInputs")
  void aHostileKeyIsUsedAsItIsOrRefused(String text) {
    String key = "keys/" + strategy().kind().id() + "/" + text;
    assumeTrue(keepsKey(key), "the judge takes the key for another");
    UploadGrant grant = grant(new GivenKey(key), least().request());

    if (grant != null) {
      UploadAnswer answer = client().upload(grant, ProfileVariety.FILE);

      assertThat(grant).isFor(key);
      if (answer.status() == 400) {
        // Some stores don't take every key of S3's; a wrong signature is a 403.
        assertThat(judge()).doesNotContain(key);
      } else {
        assertThat(answer).as(answer.message()).isAccepted();
        assertThat(judge()).contains(key).withBytes(ProfileVariety.FILE);
      }
    }
  }

  static Stream<String> wildcards() {
    return Stream.of("*", "a*b", "a?c", "${*}", "*/x", "?");
  }

  @ParameterizedTest
  @MethodSource("wildcards")
  void aKeyThatReadsLikeAPatternOpensNoOther(String text) {
    String key = "patterns/" + text;
    if (grant(new GivenKey(key), least().request()) == null) {
      return;
    }
    Supplier<UploadGrant> grants =
        () -> Objects.requireNonNull(grant(new GivenKey(key), least().request()), "granted before");

    Stream<Tampering> others =
        client()
            .tampering(grants, ProfileVariety.FILE)
            .filter(each -> each.name().contains(", key: "));

    assertThat(harmful(others)).as("uploads to other keys").isEmpty();
  }

  /** Chooses one key, as an application's own policy may. */
  private record GivenKey(String key) implements ObjectKeyPolicy {

    @Override
    public String keyFor(UploadRequest request, Instant now, RandomGenerator random) {
      return key;
    }

    @Override
    public boolean unguessable() {
      return true;
    }
  }

  @Test
  void hostileSubjectsEachHaveAPrefixOfTheirOwnOrAreRefused() {
    Set<String> prefixes = new TreeSet<>();
    int granted = 0;
    for (String text : hostileInputs().toList()) {
      UploadGrant grant = grant(ObjectKeyPolicy.perSubject("users"), least().request().by(text));
      if (grant != null) {
        assertThat(grant.key()).matches("users/[A-Za-z0-9._!-]+/[0-9a-f]{32}");
        assertUploads(grant);
        remove(grant.key());
        prefixes.add(grant.key().substring(0, grant.key().lastIndexOf('/')));
        granted++;
      }
    }
    assertThat(prefixes).as("no two subjects share a prefix").hasSize(granted).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("hostileInputs")
  void hostileMetadataAreStoredAsTheyAreOrRefused(String text) {
    UploadGrant grant =
        grant(ObjectKeyPolicy.random("metadata"), least().request().metadata("hostile", text));

    if (grant != null) {
      assertUploads(grant);
      assertThat(judge()).contains(grant.key()).withMetadata("hostile", text);
      remove(grant.key());
    }
  }

  /** Returns null when the request is refused, as everything that can't be made safe is. */
  private @Nullable UploadGrant grant(ObjectKeyPolicy keys, UploadRequest.Builder request) {
    UploadProfile profile = least().profile(strategy().kind(), keys);
    try {
      return grants(profile).grant(request.build());
    } catch (UploadRefusedException refused) {
      assertThat(refused.code().id()).isEqualTo("invalid-request");
      assertThat(refused.getMessage()).hasSizeLessThan(500).doesNotContain("\n", "\r", "\u0000");
      return null;
    } catch (IssuanceFailedException refused) {
      // A store that begins the upload may refuse a key before anybody sends a byte.
      assertThat(strategy().kind().completedByApplication()).isTrue();
      assertThat(refused.getMessage()).hasSizeLessThan(500).doesNotContain("\n", "\r", "\u0000");
      return null;
    }
  }

  private void assertUploads(UploadGrant grant) {
    UploadAnswer answer = client().upload(grant, ProfileVariety.FILE);

    assertThat(answer).as(answer.message()).isAccepted();
    assertThat(judge()).contains(grant.key()).withBytes(ProfileVariety.FILE);
  }
}
