package io.uploadgrants.testkit.contract;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A strategy with a session policy written by hand, independent of the library's own, that can be
 * told to get something wrong.
 */
record StubSessions(StsClient sts, Set<Flaw> flaws) implements GrantStrategy {

  enum Flaw {
    /** No policy at all. */
    UNBOUNDED,
    /** All that stands beside the granted key or prefix. */
    PARENT,
    /** A prefix without its slash, or whatever starts as the key does. */
    NO_SLASH,
    /** What reads like a pattern is one. */
    PATTERNS,
    READS,
    LISTS,
    DELETES,
    TAGS,
    ACLS,
    LISTS_PARTS_OF_OTHERS,
    ABORTS_OTHERS,
    FORGETS_NO_OVERWRITE,
    FORGETS_STORAGE_CLASS,
    CLAIMS_SIZE,
    CLAIMS_TYPE,
    LIVES_LONGER
  }

  StubSessions(StsClient sts, Flaw... flaws) {
    this(sts, Set.of(flaws));
  }

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Map<UploadConstraint, EnforcedBy> enforced = new EnumMap<>(UploadConstraint.class);
    enforced.put(UploadConstraint.KEY, EnforcedBy.STORAGE);
    enforced.put(UploadConstraint.VALIDITY, EnforcedBy.STORAGE);
    Set<UploadConstraint> required = profile.required(target);
    if (profile.constraints().overwrite() == Overwrite.NEVER
        && target.supports(StoreFeature.CONDITIONAL_WRITE_POLICIES)) {
      enforced.put(UploadConstraint.NO_OVERWRITE, EnforcedBy.STORAGE);
    }
    if (!target.supports(StoreFeature.POLICY_CONDITIONS)) {
      required.removeAll(Set.of(UploadConstraint.STORAGE_CLASS, UploadConstraint.ENCRYPTION));
    }
    if (required.contains(UploadConstraint.STORAGE_CLASS)
        && target.supports(StoreFeature.STORAGE_CLASSES)) {
      enforced.put(UploadConstraint.STORAGE_CLASS, EnforcedBy.STORAGE);
    }
    if (required.contains(UploadConstraint.ENCRYPTION) && target.supports(StoreFeature.SSE_S3)) {
      enforced.put(UploadConstraint.ENCRYPTION, EnforcedBy.STORAGE);
    }
    if (required.contains(UploadConstraint.SIZE)) {
      enforced.put(UploadConstraint.SIZE, claimed(Flaw.CLAIMS_SIZE));
    }
    if (required.contains(UploadConstraint.CONTENT_TYPE)) {
      enforced.put(UploadConstraint.CONTENT_TYPE, claimed(Flaw.CLAIMS_TYPE));
    }
    return enforced;
  }

  private EnforcedBy claimed(Flaw boast) {
    return flaws.contains(boast) ? EnforcedBy.STORAGE : EnforcedBy.COMPLETION;
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    Map<UploadConstraint, EnforcedBy> enforced = enforces(profile, target);
    return GrantIssuer.of(
        enforced, draft -> grant(profile, target, enforced, draft.key(), draft.issuedAt()));
  }

  private TemporaryCredentials grant(
      UploadProfile profile,
      UploadTarget target,
      Map<UploadConstraint, EnforcedBy> enforced,
      String key,
      Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (enforced.containsKey(UploadConstraint.NO_OVERWRITE)) {
      headers.put("if-none-match", "*");
    }
    if (enforced.containsKey(UploadConstraint.STORAGE_CLASS)) {
      headers.put("x-amz-storage-class", Objects.requireNonNull(profile.settings().storageClass()));
    }
    if (enforced.containsKey(UploadConstraint.ENCRYPTION)) {
      headers.put("x-amz-server-side-encryption", "AES256");
    }
    String policy = new StubPolicy(target, profile.scope(), flaws).json(key, headers);
    long life = profile.validity().toSeconds();
    Credentials session =
        sts.assumeRole(
                role -> {
                  role.roleArn(ServersSts.ROLE)
                      .roleSessionName("stub")
                      .durationSeconds((int) (flaws.contains(Flaw.LIVES_LONGER) ? 4 * life : life));
                  if (!flaws.contains(Flaw.UNBOUNDED)) {
                    role.policy(policy);
                  }
                })
            .credentials();
    return new TemporaryCredentials(
        key,
        profile.scope(),
        AwsSessionCredentialsIdentity.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
        target,
        headers,
        null,
        now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(life),
        enforced);
  }

  /** The session policy. */
  private record StubPolicy(UploadTarget target, UploadScope scope, Set<Flaw> flaws) {

    private static final String STATEMENT =
        "{\"Effect\":\"%s\",\"Action\":[\"s3:%s\"],\"Resource\":\"arn:aws:s3:::%s\"%s}";

    String json(String key, Map<String, String> headers) {
      String all = target.bucket() + "/*";
      String granted = target.bucket() + "/" + resource(key);
      List<String> statements = new ArrayList<>();
      statements.add(
          allow("PutObject\",\"s3:AbortMultipartUpload\",\"s3:ListMultipartUploadParts", granted));
      extra(Flaw.READS, "GetObject", granted, statements);
      extra(Flaw.DELETES, "DeleteObject", granted, statements);
      extra(Flaw.TAGS, "PutObjectTagging", granted, statements);
      extra(Flaw.ACLS, "PutObjectAcl", granted, statements);
      extra(Flaw.LISTS, "ListBucket", target.bucket(), statements);
      extra(Flaw.ABORTS_OTHERS, "AbortMultipartUpload", all, statements);
      extra(Flaw.LISTS_PARTS_OF_OTHERS, "ListMultipartUploadParts", all, statements);
      headers.forEach(
          (name, value) -> {
            if (!isForgotten(name)) {
              statements.add(STATEMENT.formatted("Deny", "PutObject", all, condition(name, value)));
            }
          });
      return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String allow(String action, String resource) {
      return STATEMENT.formatted("Allow", action, resource, "");
    }

    private void extra(Flaw flaw, String action, String resource, List<String> statements) {
      if (flaws.contains(flaw)) {
        statements.add(allow(action, resource));
      }
    }

    private boolean isForgotten(String header) {
      return flaws.contains(
          switch (header) {
            case "if-none-match" -> Flaw.FORGETS_NO_OVERWRITE;
            default -> Flaw.FORGETS_STORAGE_CLASS;
          });
    }

    private String condition(String header, String value) {
      if (header.equals("if-none-match")) {
        return ",\"Condition\":{\"Null\":{\"s3:if-none-match\":\"true\"},\"Bool\":{\"s3:ObjectCreationOperation\":\"true\"}}";
      }
      // Of an upload in parts only the beginning has the header, so no other part of it works.
      return ",\"Condition\":{\"StringNotEquals\":{\"s3:%s\":\"%s\"}}".formatted(header, value);
    }

    private String resource(String key) {
      if (flaws.contains(Flaw.PARENT)) {
        String granted = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
        return escaped(granted.substring(0, granted.lastIndexOf('/') + 1)) + "*";
      }
      if (flaws.contains(Flaw.NO_SLASH)) {
        return escaped(key.endsWith("/") ? key.substring(0, key.length() - 1) : key) + "*";
      }
      return escaped(key) + (scope == UploadScope.PREFIX ? "*" : "");
    }

    private String escaped(String key) {
      if (!key.matches("(?s).*[*?$].*")) {
        return json(key);
      }
      if (flaws.contains(Flaw.PATTERNS)) {
        return json(key.replace("$", "*"));
      }
      if (!target.supports(StoreFeature.POLICY_ESCAPES)) {
        throw refused("reads like a pattern, which this store would take it for");
      }
      return json(key.replaceAll("[*?$]", "\\${$0}"));
    }

    private static String json(String key) {
      return key.chars()
          .mapToObj(
              c ->
                  c < 0x7f && c != '"' && c != '\\'
                      ? String.valueOf((char) c)
                      : "\\u%04x".formatted(c))
          .collect(Collectors.joining());
    }

    private static UploadRefusedException refused(String why) {
      return new UploadRefusedException(
          ErrorCode.INVALID_REQUEST, "The key " + why + "; give another.", null, null);
    }
  }
}
