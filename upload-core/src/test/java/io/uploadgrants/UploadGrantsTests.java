package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

class UploadGrantsTests {

  private static final GrantKind PUT = GrantKind.PRESIGNED_PUT;
  private static final GrantKind POST = GrantKind.POST_POLICY;

  @Nested
  class SetUp {

    @Test
    void needsATarget() {
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> UploadGrants.builder().build())
          .withMessageContaining("UploadTarget.bucket")
          .extracting(UploadConfigurationException::setting)
          .isEqualTo("bucket");
    }

    @Test
    void refusesTwoProfilesOfOneName() {
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> TestGrants.of(any(), any()))
          .withMessageContaining("rename one")
          .extracting(UploadConfigurationException::setting)
          .isEqualTo("profiles.any");
    }

    @Test
    void keepsTheProfilesInTheirOrder() {
      UploadGrants grants = TestGrants.of(UploadProfile.named("z"), UploadProfile.named("a"));
      assertThat(grants.profiles()).extracting(UploadProfile::name).containsExactly("z", "a");
      assertThatThrownBy(() -> grants.profiles().clear())
          .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void asksForNoCredentialsUntilTheFirstGrant() {
      UploadGrants grants =
          TestGrants.builder()
              .credentials(
                  (needed, now, request) -> {
                    throw new IssuanceFailedException("there are none", null);
                  })
              .profile(any().build())
              .build();
      assertThatExceptionOfType(IssuanceFailedException.class)
          .isThrownBy(() -> grants.grant(request().build()));
    }
  }

  @Nested
  class Kinds {

    @Test
    void theFirstOfTheProfileIsPreferred() {
      assertThat(TestGrants.of(any(PUT, POST)).grant(request().build()).kind()).isEqualTo(PUT);
      assertThat(TestGrants.of(any(POST, PUT)).grant(request().build()).kind()).isEqualTo(POST);
    }

    @Test
    void theOneAskedForIsMade() {
      UploadGrants grants = TestGrants.of(any(PUT, POST));
      assertThat(grants.grant(request().kind(POST).build()).kind()).isEqualTo(POST);
      assertThat(grants.grant(request().kind(PUT).build()).kind()).isEqualTo(PUT);
    }

    @Test
    void aFormIsMadeWhenTheSizeIsUnknownAndBound() {
      UploadGrants grants = TestGrants.of(any(PUT, POST).maxSize(10));
      assertThat(grants.grant(request().size(null).build()).kind()).isEqualTo(POST);
      assertThat(grants.grant(request().size(10L).build()).kind()).isEqualTo(PUT);
    }

    @Test
    void aPutNeedsNoSizeWhenNoneIsBound() {
      PresignedPut grant =
          (PresignedPut) TestGrants.of(any(PUT)).grant(request().size(null).build());
      assertThat(grant.implicitHeaders()).containsOnlyKeys("host");
    }
  }

  @Nested
  class Authorizer {

    private final List<String> order = new ArrayList<>();

    private UploadGrants grants(GrantAuthorizer authorizer) {
      return TestGrants.builder()
          .authorizer(
              (request, profile) -> {
                order.add("authorize " + request.subject() + " " + profile.name());
                authorizer.authorize(request, profile);
              })
          .credentials(
              (needed, now, request) -> {
                order.add("sign");
                return TestGrants.CREDENTIALS;
              })
          .profile(
              any()
                  .maxSize(10)
                  .keys(
                      (request, now, random) -> {
                        order.add("key");
                        return "k";
                      })
                  .build())
          .build();
    }

    @Test
    void isAskedBeforeAKeyIsMadeAndAnythingIsSigned() {
      grants((request, profile) -> {}).grant(request().build());
      assertThat(order).containsExactly("authorize alice any", "key", "sign");
    }

    @Test
    void isNotAskedOfRequestsThatBreakARule() {
      UploadGrants grants = grants((request, profile) -> {});
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(request().size(11L).build()));
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(request().kind(POST).build()));
      assertThat(order).isEmpty();
    }

    @Test
    void thatDeniesWithholdsTheGrant() {
      UploadGrants grants =
          grants(
              (request, profile) -> {
                throw UploadRefusedException.denied("Your account is locked.");
              });
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(request().build()))
          .withMessage("Your account is locked.")
          .extracting(UploadException::code)
          .isEqualTo(ErrorCode.DENIED);
      assertThat(order).containsExactly("authorize alice any");
    }

    @Test
    void thatSaysNotNowWithholdsTheGrantAndSaysWhen() {
      UploadGrants grants =
          grants(
              (request, profile) -> {
                throw new OverQuotaException("10 files a day.", Duration.ofHours(2));
              });
      assertThatExceptionOfType(OverQuotaException.class)
          .isThrownBy(() -> grants.grant(request().build()))
          .satisfies(
              refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.OVER_QUOTA);
                assertThat(refused.retryAfter()).isEqualTo(Duration.ofHours(2));
              });
      assertThat(order).doesNotContain("key", "sign");
    }

    @Test
    void thatBreaksWithholdsTheGrant() {
      UploadGrants grants =
          grants(
              (request, profile) -> {
                throw new IllegalStateException("the database is down");
              });
      assertThatThrownBy(() -> grants.grant(request().build()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(order).doesNotContain("sign");
    }
  }

  @Nested
  class Listeners {

    private final List<String> told = new ArrayList<>();

    private GrantListener listener(String name) {
      return new GrantListener() {
        @Override
        public void granted(UploadRequest request, UploadGrant grant) {
          told.add(name + " granted " + grant.kind().id());
        }

        @Override
        public void refused(UploadRequest request, UploadException reason) {
          told.add(name + " refused " + reason.code().id());
        }
      };
    }

    @Test
    void areToldOfGrantsInTheirOrder() {
      TestGrants.builder()
          .listener(listener("a"))
          .listener(listener("b"))
          .profile(any().build())
          .build()
          .grant(request().build());
      assertThat(told).containsExactly("a granted presigned-put", "b granted presigned-put");
    }

    @Test
    void areToldOfRefusalsAndFailures() {
      UploadGrants grants =
          TestGrants.builder()
              .listener(listener("a"))
              .credentials(
                  SigningCredentials.renewing(
                      () -> {
                        throw SdkClientException.create("down");
                      }))
              .profile(any().maxSize(10).build())
              .build();
      for (UploadRequest.Builder each :
          List.of(request().size(11L), UploadRequest.of("nope").by("alice"), request())) {
        assertThatExceptionOfType(UploadException.class)
            .isThrownBy(() -> grants.grant(each.build()));
      }
      assertThat(told)
          .containsExactly(
              "a refused too-large", "a refused unknown-profile", "a refused issuance-failed");
    }

    @Test
    void thatThrowWithholdTheGrant() {
      GrantListener failing =
          new GrantListener() {
            @Override
            public void granted(UploadRequest request, UploadGrant grant) {
              throw new IllegalStateException("the audit log is full");
            }
          };
      UploadGrants grants = TestGrants.builder().listener(failing).profile(any().build()).build();
      assertThatThrownBy(() -> grants.grant(request().build()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the audit log is full");
    }
  }

  @Test
  @Timeout(60)
  void eightThreadsGetGrantsOfTheirOwn() throws Exception {
    UploadGrants grants =
        TestGrants.of(any(PUT, POST).keys(ObjectKeyPolicy.perSubject("p").withFileName()));
    Set<String> keys = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String subject = "s" + i;
        GrantKind kind = i % 2 == 0 ? PUT : POST;
        running.add(
            pool.submit(
                () -> {
                  for (int n = 0; n < 500; n++) {
                    UploadGrant grant =
                        grants.grant(request().by(subject).fileName(n + ".png").kind(kind).build());
                    assertThat(grant.kind()).isEqualTo(kind);
                    assertThat(grant.key())
                        .startsWith("p/" + subject + "/")
                        .endsWith("-" + n + ".png");
                    keys.add(grant.key());
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(keys).hasSize(4_000);
  }
}
