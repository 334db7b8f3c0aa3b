package io.uploadgrants.probe;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;
import static io.uploadgrants.StoreFeature.CHECKSUMS;
import static io.uploadgrants.StoreFeature.EMPTY_HEADERS;
import static io.uploadgrants.StoreFeature.FORM_CHECKSUMS;
import static io.uploadgrants.StoreFeature.FORM_HEADERS;
import static io.uploadgrants.StoreFeature.FORM_TAGS;
import static io.uploadgrants.StoreFeature.SSE_KMS;
import static io.uploadgrants.StoreFeature.SSE_S3;
import static io.uploadgrants.StoreFeature.STORAGE_CLASSES;
import static io.uploadgrants.StoreFeature.TAGS;
import static io.uploadgrants.StoreFeature.UNSIGNED_ACLS_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_COPIES_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_METADATA_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_TAGS_REFUSED;

import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is found out of each feature, once for each. */
final class Findings {

  private final ProbeCalls calls;
  private final UploadFindings uploads;
  private final KeptFindings kept;
  private final CompletionFindings completions;
  private final WholeFindings whole;
  private final @Nullable PolicyFindings policies;
  private final Map<StoreFeature, StoreFinding> known = new EnumMap<>(StoreFeature.class);

  /** Why none of the policies' features can be tried, once that is known. */
  private @Nullable StoreFinding noSessions;

  Findings(
      ProbeGrants grants, ProbeBucket bucket, ProbeCalls calls, @Nullable GrantStrategy strategy) {
    this.calls = calls;
    this.uploads = new UploadFindings(grants, bucket);
    this.kept = new KeptFindings(grants, bucket);
    this.completions = new CompletionFindings(grants, bucket);
    this.whole = new WholeFindings(grants, bucket, calls);
    this.policies = strategy == null ? null : new PolicyFindings(grants, bucket, calls, strategy);
    this.noSessions =
        strategy == null
            ? StoreFinding.unknown("there is no strategy for temporary credentials to try it with")
            : null;
  }

  Map<StoreFeature, StoreFinding> all() {
    for (StoreFeature feature : StoreFeature.values()) {
      of(feature);
    }
    return known;
  }

  /** Some build on others. */
  private StoreFinding of(StoreFeature feature) {
    StoreFinding finding = known.get(feature);
    if (finding == null) {
      calls.step(feature.id());
      finding = found(feature);
      known.put(feature, finding);
    }
    return finding;
  }

  private StoreFinding found(StoreFeature feature) {
    try {
      return find(feature);
    } catch (UploadConfigurationException impossible) {
      // Access points take no forms, for instance.
      return StoreFinding.unknown("it can't be tried there: " + impossible.getMessage());
    }
  }

  private StoreFinding find(StoreFeature feature) {
    // Without a default, so that a new feature can't be forgotten: it doesn't compile.
    return switch (feature) {
      case POST_POLICY -> uploads.forms();
      case CONDITIONAL_WRITES -> uploads.secondPut();
      case CONDITIONAL_COMPLETES -> completions.firstOnly();
      case CONDITIONAL_COPIES -> completions.copies();
      case COMPLETE_SIZES -> completions.sizes();
      case COMPLETE_CHECKSUMS -> completions.checksums();
      case WHOLE_UPLOADS -> whole.uploads();
      case CHECKSUMS -> uploads.checksums(PRESIGNED_PUT, CHECKSUMS);
      case FORM_CHECKSUMS ->
          ofForms(() -> uploads.checksums(POST_POLICY, StoreFeature.POST_POLICY, FORM_CHECKSUMS));
      case TAGS -> kept.tags(PRESIGNED_PUT, TAGS);
      case FORM_TAGS -> ofForms(() -> kept.tags(POST_POLICY, StoreFeature.POST_POLICY, FORM_TAGS));
      case FORM_HEADERS -> ofForms(() -> kept.formHeaders(StoreFeature.POST_POLICY, FORM_HEADERS));
      case FORM_FILE_NAMES -> ofForms(kept::fileNames);
      case FORM_FIELDS_REFUSED -> ofForms(uploads::addedFields);
      case FORM_METADATA_REFUSED -> ofForms(uploads::addedMetadata);
      case ACLS -> StoreFinding.unknown("it isn't tried, since it would make objects public");
      case STORAGE_CLASSES ->
          both(kind -> kept.storageClass(kind, StoreFeature.POST_POLICY, STORAGE_CLASSES));
      case SSE_S3 ->
          both(
              kind ->
                  kept.encryption(
                      kind, Encryption.sseS3(), "AES256", StoreFeature.POST_POLICY, SSE_S3));
      case SSE_KMS ->
          both(
              kind ->
                  kept.encryption(
                      kind, Encryption.sseKms(null), "aws:kms", StoreFeature.POST_POLICY, SSE_KMS));
      case EXPECTED_BUCKET_OWNER -> uploads.otherOwner();
      case CONTENT_TYPE_PREFIXES -> ofForms(uploads::typeList);
      case UNSIGNED_HEADERS_REFUSED -> unsigned();
      case UNSIGNED_ACLS_REFUSED -> kept.addedAcl();
      case UNSIGNED_TAGS_REFUSED -> kept.addedTag();
      case UNSIGNED_METADATA_REFUSED -> kept.addedMetadata();
      case UNSIGNED_COPIES_REFUSED -> uploads.addedCopySource();
      case EMPTY_HEADERS -> emptyHeaders();
      case POLICY_ESCAPES -> ofPolicies(PolicyFindings::escapes);
      case POLICY_CONDITIONS -> ofPolicies(PolicyFindings::conditions);
      case CASE_SENSITIVE_POLICIES -> ofPolicies(PolicyFindings::capitals);
      case CONDITIONAL_WRITE_POLICIES -> ofPolicies(PolicyFindings::firstOnly);
    };
  }

  private StoreFinding ofForms(Supplier<StoreFinding> finding) {
    StoreFinding forms = of(StoreFeature.POST_POLICY);
    if (forms.isPresent()) {
      return finding.get();
    }
    String detail = "of forms in general: " + forms.detail();
    return forms.outcome() == StoreFinding.Outcome.REFUSED
        ? StoreFinding.refused(detail)
        : StoreFinding.unknown(detail);
  }

  /** What PUT and form share counts for the PUT alone where there are no forms. */
  private StoreFinding both(Function<GrantKind, StoreFinding> finding) {
    StoreFinding put = finding.apply(PRESIGNED_PUT);
    return put.isPresent() && of(StoreFeature.POST_POLICY).isPresent()
        ? finding.apply(POST_POLICY)
        : put;
  }

  /** Where a form's holder could add fields, its grants have empty ones, which it has to take. */
  private StoreFinding emptyHeaders() {
    StoreFinding put = kept.emptyHeaders(PRESIGNED_PUT, EMPTY_HEADERS);
    return put.isPresent()
            && of(StoreFeature.POST_POLICY).isPresent()
            && !of(StoreFeature.FORM_FIELDS_REFUSED).isPresent()
        ? kept.emptyHeaders(POST_POLICY, StoreFeature.POST_POLICY, EMPTY_HEADERS)
        : put;
  }

  private StoreFinding unsigned() {
    for (StoreFeature family :
        new StoreFeature[] {
          UNSIGNED_ACLS_REFUSED,
          UNSIGNED_TAGS_REFUSED,
          UNSIGNED_METADATA_REFUSED,
          UNSIGNED_COPIES_REFUSED
        }) {
      if (!of(family).isPresent()) {
        return of(family);
      }
    }
    calls.step(StoreFeature.UNSIGNED_HEADERS_REFUSED.id());
    return uploads.addedHeaders();
  }

  private StoreFinding ofPolicies(Function<PolicyFindings, StoreFinding> finding) {
    if (policies == null || noSessions != null) {
      return Objects.requireNonNull(noSessions);
    }
    try {
      return finding.apply(policies);
    } catch (StoreProbeException ended) {
      throw ended;
    } catch (RuntimeException failed) {
      // A strategy may be the application's own, and fail in any way; asked again, it would wait
      // again.
      String why =
          failed instanceof UploadException
              ? failed.getMessage()
              : "the strategy threw " + failed.getClass().getName();
      noSessions = StoreFinding.unknown("no temporary credentials were issued: " + why);
      return noSessions;
    }
  }
}
