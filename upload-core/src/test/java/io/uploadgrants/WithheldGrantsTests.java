package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.uploadgrants.equipment.logs.RecordedLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What isn't handed out: it is refused before it is issued, or taken back, and all are told. */
@Isolated("It reads the log, which is everybody's")
class WithheldGrantsTests {

  private static final Set<UploadConstraint> ALL = EnumSet.allOf(UploadConstraint.class);

  private final List<String> told = new ArrayList<>();

  /** Says what it is told to enforce, and writes down what it does. */
  private final class Recording implements GrantStrategy, GrantIssuer {

    private final Set<UploadConstraint> enforced;
    private Duration validity = Duration.ofMinutes(1);
    private Consumer<UploadGrant> withdrawing = grant -> {};

    Recording(Set<UploadConstraint> enforced) {
      this.enforced = enforced;
    }

    @Override
    public GrantKind kind() {
      return GrantKind.PRESIGNED_PUT;
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return map(ALL);
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      return this;
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
      return map(enforced);
    }

    @Override
    public UploadGrant issue(GrantDraft draft) {
      told.add("issued " + draft.key());
      Instant end = draft.issuedAt().plus(validity);
      return new PresignedPut(
          draft.key(), "https://example.com", Map.of(), Map.of(), end, map(enforced));
    }

    @Override
    public void withdraw(GrantDraft draft, UploadGrant grant) {
      told.add("withdrew " + grant.key());
      withdrawing.accept(grant);
    }

    private static Map<UploadConstraint, EnforcedBy> map(Set<UploadConstraint> constraints) {
      Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(UploadConstraint.class);
      constraints.forEach(constraint -> map.put(constraint, EnforcedBy.STORAGE));
      return map;
    }
  }

  private GrantListener listener(String name) {
    return new GrantListener() {
      @Override
      public void granted(UploadRequest request, UploadGrant grant) {
        told.add(name + " granted " + grant.key());
      }

      @Override
      public void refused(UploadRequest request, UploadException reason) {
        told.add(name + " refused " + request.contentType() + " " + reason.code().id());
      }

      @Override
      public void failed(UploadRequest request, Throwable cause) {
        told.add(name + " failed " + cause.getMessage());
      }
    };
  }

  private UploadGrants.Builder with(GrantStrategy strategy) {
    return TestGrants.builder()
        .strategy(strategy)
        .listener(listener("a"))
        .listener(listener("b"))
        .profile(any().maxSize(10).keys((request, now, random) -> "k").build());
  }

  private static GrantListener throwing(RuntimeException thrown) {
    return new GrantListener() {
      @Override
      public void granted(UploadRequest request, UploadGrant grant) {
        throw thrown;
      }
    };
  }

  @Test
  void whatIsHandedOutIsNotTakenBack() {
    with(new Recording(ALL)).build().grant(request().build());

    assertThat(told).containsExactly("issued k", "a granted k", "b granted k");
  }

  @Test
  void whatAListenerWithholdsIsTakenBackAndAllAreTold() {
    UploadGrants grants =
        with(new Recording(ALL)).listener(throwing(new IllegalStateException("full"))).build();

    assertThatThrownBy(() -> grants.grant(request().build())).hasMessage("full");
    assertThat(told)
        .containsExactly(
            "issued k",
            "a granted k",
            "b granted k",
            "withdrew k",
            "a failed full",
            "b failed full");
  }

  @Test
  void whatAListenerRefusesIsTakenBackAndAllAreTold() {
    UploadGrants grants =
        with(new Recording(ALL)).listener(throwing(UploadRefusedException.denied("No."))).build();

    assertThatThrownBy(() -> grants.grant(request().build())).hasMessage("No.");
    assertThat(told)
        .endsWith("withdrew k", "a refused image/png denied", "b refused image/png denied");
  }

  @Test
  void whatIsAnotherGrantThanWasAskedForIsTakenBack() {
    Recording late = new Recording(ALL);
    late.validity = Duration.ofDays(1);

    assertThatThrownBy(() -> with(late).build().grant(request().build()))
        .isInstanceOf(UploadConfigurationException.class);
    assertThat(told)
        .startsWith("issued k", "withdrew k")
        .hasSize(4)
        .allMatch(line -> !line.contains("granted"));
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalArgumentException("secret"),
        new NoClassDefFoundError("secret"),
        new IOException("secret"));
  }

  /** As Kotlin does, which knows no checked exceptions. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // It is the point
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aTakingBackThatFailsHidesNothingAndIsLogged(Throwable failure) {
    RecordedLogs.clear();
    Recording broken = new Recording(ALL);
    broken.withdrawing = grant -> WithheldGrantsTests.<RuntimeException>sneak(failure);
    IllegalStateException full = new IllegalStateException("full");
    UploadGrants grants = with(broken).listener(throwing(full)).build();

    assertThat(catchThrowable(() -> grants.grant(request().build()))).isSameAs(full);
    assertThat(full.getSuppressed()).isEmpty();
    assertThat(told).endsWith("a failed full", "b failed full");
    assertThat(RecordedLogs.lines())
        .singleElement()
        .asString()
        .contains("WARN", "was withheld, but withdrawing it failed", failure.getClass().getName())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource(names = {"KEY", "SIZE", "VALIDITY", "NO_OVERWRITE"})
  void whatWouldNotBeEnforcedIsNeverIssued(UploadConstraint missing) {
    UploadGrants grants = with(new Recording(EnumSet.complementOf(EnumSet.of(missing)))).build();

    assertThatThrownBy(() -> grants.grant(request().build()))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("it isn't issued");
    assertThat(told)
        .containsExactly(
            "a refused image/png invalid-configuration",
            "b refused image/png invalid-configuration");
  }

  @ParameterizedTest
  @EnumSource(names = {"CHECKSUM", "METADATA", "TAGS"})
  void whatARequestAddsIsNeverIssuedWhereItWouldNotBeEnforced(UploadConstraint missing) {
    UploadGrants grants = with(new Recording(EnumSet.complementOf(EnumSet.of(missing)))).build();
    UploadRequest.Builder request =
        switch (missing) {
          case CHECKSUM -> request().checksum(new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA=="));
          case METADATA -> request().metadata("a", "b");
          default -> request().tag("a", "b");
        };

    assertThatThrownBy(() -> grants.grant(request.build()))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("can't enforce");
    assertThat(told)
        .containsExactly(
            "a refused image/png invalid-request", "b refused image/png invalid-request");
  }

  @Test
  void anAuthorizerThatBreaksIsToldToAll() {
    UploadGrants grants =
        with(new Recording(ALL))
            .authorizer(
                (request, profile) -> {
                  throw new IllegalStateException("no database");
                })
            .build();

    assertThatThrownBy(() -> grants.grant(request().build())).hasMessage("no database");
    assertThat(told).containsExactly("a failed no database", "b failed no database");
  }

  @Test
  void anErrorIsToldToAll() {
    UploadGrants grants =
        with(new Recording(ALL))
            .authorizer(
                (request, profile) -> {
                  throw new StackOverflowError("deep");
                })
            .build();

    assertThatThrownBy(() -> grants.grant(request().build()))
        .isInstanceOf(StackOverflowError.class);
    assertThat(told).containsExactly("a failed deep", "b failed deep");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aListenerThatBreaksWhenItIsToldOfARefusalStopsNoOtherAndIsLogged(Throwable failure) {
    RecordedLogs.clear();
    GrantListener broken =
        new GrantListener() {
          @Override
          public void refused(UploadRequest request, UploadException reason) {
            WithheldGrantsTests.<RuntimeException>sneak(failure);
          }
        };
    GrantListener echo =
        new GrantListener() {
          @Override
          public void refused(UploadRequest request, UploadException reason) {
            throw reason;
          }
        };
    UploadGrants grants =
        TestGrants.builder()
            .listener(broken)
            .listener(echo)
            .listener(listener("c"))
            .profile(any().maxSize(1).build())
            .build();

    Throwable reason = catchThrowable(() -> grants.grant(request().build()));

    assertThat(reason).isInstanceOf(UploadRefusedException.class);
    assertThat(reason.getSuppressed()).isEmpty();
    assertThat(told).containsExactly("c refused image/png too-large");
    assertThat(RecordedLogs.lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("WARN") && !line.contains("secret"))
        .anyMatch(line -> line.contains(failure.getClass().getName()));
  }

  @Test
  void aStrategyThatDoesLessThanItClaimedIsNotPassedOver() {
    UploadGrants grants =
        TestGrants.builder()
            .strategy(new Recording(EnumSet.complementOf(EnumSet.of(UploadConstraint.KEY))))
            .profile(any(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY).build())
            .build();

    assertThatThrownBy(() -> grants.grant(request().build()))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("A presigned-put under profile 'any' would enforce only");
  }

  @Test
  void aSizeIsAskedForWhereAnyKindOnlyLacksThat() {
    UploadTarget target =
        TestGrants.target().toBuilder().without(StoreFeature.FORM_METADATA_REFUSED).build();
    UploadGrants grants =
        TestGrants.of(target, any(GrantKind.POST_POLICY, GrantKind.PRESIGNED_PUT).maxSize(10));

    assertThatThrownBy(() -> grants.grant(request().size(null).metadata("a", "b").build()))
        .asInstanceOf(type(UploadException.class))
        .extracting(UploadException::code)
        .isEqualTo(ErrorCode.SIZE_REQUIRED);
    assertThat(grants.grant(request().metadata("a", "b").build()).kind())
        .isEqualTo(GrantKind.PRESIGNED_PUT);
  }

  /** Also of what no authorizer was asked: only what was reserved for it is released. */
  @Test
  void authorizersAreAskedInTheirOrderUntilOneRefuses() {
    Set<UploadRequest> reserved = Collections.newSetFromMap(new IdentityHashMap<>());
    GrantListener releasing =
        new GrantListener() {
          @Override
          public void refused(UploadRequest request, UploadException reason) {
            told.add(reason.code().id() + (reserved.remove(request) ? " released" : ""));
          }
        };
    UploadGrants grants =
        with(new Recording(ALL))
            .listener(releasing)
            .authorizer((request, profile) -> reserved.add(request))
            .authorizer(
                (request, profile) -> {
                  told.add("second");
                  throw UploadRefusedException.denied("No.");
                })
            .authorizer((request, profile) -> told.add("third"))
            .build();

    assertThatThrownBy(() -> grants.grant(request().build())).hasMessage("No.");
    assertThat(told).startsWith("second").doesNotContain("third");
    assertThat(told).endsWith("denied released");
    assertThat(reserved).isEmpty();
    assertThatThrownBy(() -> grants.grant(request().size(11L).build())).hasMessageContaining("11");
    assertThat(told).endsWith("too-large");
  }
}
