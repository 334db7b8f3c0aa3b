package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.DiscoverySelector;

/** A strategy that claims everything, and forgets one thing, is found out. */
@Execution(ExecutionMode.SAME_THREAD)
class ForgetfulStrategyTests {

  private static final AtomicReference<ForgetfulStrategy> TRIED = new AtomicReference<>();

  @ParameterizedTest
  @CsvSource({
    "PRESIGNED_PUT, SIZE, noAlteredCopyDoesHarmWhereTheServerChecks",
    "PRESIGNED_PUT, CONTENT_TYPE, whatIsClaimedOfAnObjectIsStoredWithIt",
    "PRESIGNED_PUT, CHECKSUM, noAlteredCopyDoesHarmWhereTheServerChecks",
    "PRESIGNED_PUT, NO_OVERWRITE, aSecondGrantForTheSameKeyReplacesNothingWhereThatIsClaimed",
    "PRESIGNED_PUT, METADATA, whatIsClaimedOfAnObjectIsStoredWithIt",
    "PRESIGNED_PUT, HEADERS, whatIsClaimedOfAnObjectIsStoredWithIt",
    "PRESIGNED_PUT, VALIDITY, anExpiredGrantIsRefused",
    "POST_POLICY, SIZE, noAlteredCopyDoesHarmWhereTheServerChecks",
    "POST_POLICY, CONTENT_TYPE, whatIsClaimedOfAnObjectIsStoredWithIt",
    "POST_POLICY, CHECKSUM, noAlteredCopyDoesHarmWhereTheServerChecks",
    "POST_POLICY, METADATA, whatIsClaimedOfAnObjectIsStoredWithIt",
    "POST_POLICY, HEADERS, whatIsClaimedOfAnObjectIsStoredWithIt",
    "POST_POLICY, VALIDITY, anExpiredGrantIsRefused",
  })
  void whatAStrategyForgetsIsFound(GrantKind kind, UploadConstraint forgotten, String rule) {
    TRIED.set(new ForgetfulStrategy(Strategies.of(kind), forgotten));

    Runs runs = Runs.of(rule(rule));

    assertThat(runs.failed()).as("passed: %s", runs.passed()).isNotEmpty();
  }

  /** Attacks take long, and a few varieties, one with a checksum among them, are enough. */
  private static DiscoverySelector[] rule(String name) {
    Rule rule = Rule.of(Forgetful.class, name);
    return name.startsWith("noAlteredCopy") ? rule.varieties(0, 1, 2, 3) : rule.all();
  }

  @EnabledIf(Runs.RUNNING)
  static final class Forgetful extends GrantStrategyContract {

    @Override
    protected GrantStrategy strategy() {
      return Objects.requireNonNull(TRIED.get());
    }
  }

  private record ForgetfulStrategy(GrantStrategy right, UploadConstraint forgotten)
      implements GrantStrategy {

    @Override
    public GrantKind kind() {
      return right.kind();
    }

    @Override
    public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
      return right.enforces(profile, target);
    }

    @Override
    public GrantIssuer prepare(
        UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
      GrantIssuer whole = right.prepare(profile, target, credentials);
      GrantIssuer less = right.prepare(less(profile), target, credentials);
      return new GrantIssuer() {
        @Override
        public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
          return whole.enforces(request);
        }

        @Override
        public UploadGrant issue(GrantDraft draft) {
          UploadRequest request = draft.request();
          return claiming(
              enforces(request),
              less.issue(new GrantDraft(less(request), draft.key(), draft.issuedAt())));
        }
      };
    }

    private static UploadGrant claiming(
        Map<UploadConstraint, EnforcedBy> claimed, UploadGrant grant) {
      if (grant instanceof PresignedPut put) {
        return new PresignedPut(
            put.key(), put.url(), put.headers(), put.implicitHeaders(), put.expiresAt(), claimed);
      }
      PostPolicy form = (PostPolicy) grant;
      return new PostPolicy(
          form.key(), form.url(), form.fields(), form.openFields(), form.expiresAt(), claimed);
    }

    private UploadProfile less(UploadProfile profile) {
      var constraints = profile.constraints();
      var settings = profile.settings();
      UploadProfile.Builder less =
          UploadProfile.named(profile.name())
              .kinds(kind())
              .openToGuests()
              .scope(profile.scope())
              .keys(profile.keys())
              .overwrite(
                  forgotten == UploadConstraint.NO_OVERWRITE
                      ? Overwrite.ALLOWED
                      : constraints.overwrite())
              .validFor(
                  forgotten == UploadConstraint.VALIDITY
                      ? profile.validity().multipliedBy(3)
                      : profile.validity());
      if (forgotten != UploadConstraint.CONTENT_TYPE) {
        less.contentTypes(constraints.contentTypes().toArray(String[]::new));
      }
      if (forgotten != UploadConstraint.SIZE && constraints.maxSize() != null) {
        less.minSize(constraints.minSize()).maxSize(constraints.maxSize());
      }
      if (forgotten != UploadConstraint.CHECKSUM && constraints.checksum() != null) {
        less.requireChecksum(constraints.checksum());
      }
      if (forgotten != UploadConstraint.METADATA) {
        settings.metadata().forEach(less::metadata);
        if (settings.fileNameMetadata() != null) {
          less.fileNameAsMetadata(settings.fileNameMetadata());
        }
      }
      if (forgotten != UploadConstraint.TAGS) {
        settings.tags().forEach(less::tag);
      }
      if (forgotten != UploadConstraint.STORAGE_CLASS && settings.storageClass() != null) {
        less.storageClass(settings.storageClass());
      }
      if (forgotten != UploadConstraint.ENCRYPTION && settings.encryption() != null) {
        less.encryption(settings.encryption());
      }
      if (forgotten != UploadConstraint.HEADERS) {
        if (settings.cacheControl() != null) {
          less.cacheControl(settings.cacheControl());
        }
        if (settings.disposition() != null) {
          less.contentDisposition(settings.disposition());
        }
      }
      return less.build();
    }

    private UploadRequest less(UploadRequest request) {
      UploadRequest.Builder less =
          UploadRequest.of(request.profile()).by(request.subject()).fileName(request.fileName());
      if (forgotten != UploadConstraint.SIZE) {
        less.size(request.size());
      }
      if (forgotten != UploadConstraint.CONTENT_TYPE) {
        less.contentType(request.contentType());
      }
      if (forgotten != UploadConstraint.CHECKSUM) {
        less.checksum(request.checksum());
      }
      if (forgotten != UploadConstraint.METADATA) {
        request.metadata().forEach(less::metadata);
      }
      return less.build();
    }
  }
}
