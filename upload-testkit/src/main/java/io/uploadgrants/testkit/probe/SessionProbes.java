package io.uploadgrants.testkit.probe;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What a server makes of temporary credentials; without an STS, nothing. */
record SessionProbes(ProbeUploads uploads) {

  private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}";
  private static final String WRITE =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::%s/%s*\"}";

  /** In a policy. */
  private static final String ESCAPED = ProbeUploads.FOLDER + "/a${*}b${?}c${$}d/";

  /**
   * As AWS shows it, with an upload in parts let in peace until it is completed.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html">Enforce
   *     conditional writes</a>
   */
  private static final String NO_OVERWRITE =
      """
      ,{"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{
        "Null":{"s3:if-none-match":"true"},"Bool":{"s3:ObjectCreationOperation":"true"}}}""";

  private static final String LIST =
      """
      {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::%s",
        "Condition":{"StringEquals":{"s3:prefix":"%s"}}}""";

  private static final String STORAGE_CLASS =
      """
      ,{"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{
        "StringNotEquals":{"s3:x-amz-storage-class":"REDUCED_REDUNDANCY"}}}""";

  /** Returns the kinds that a session may sign; some stores take no form of one. */
  private List<GrantKind> kinds(AwsSessionCredentials session) {
    UploadGrant form = grant(GrantKind.POST_POLICY, session, ProbeUploads.FOLDER);
    if (!uploads.send(form).accepted()) {
      return List.of(GrantKind.PRESIGNED_PUT);
    }
    uploads.delete(form.key());
    return List.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY);
  }

  boolean token() {
    AwsSessionCredentials one = session();
    AwsSessionCredentials other = session();
    String key = one.accessKeyId();
    String secret = one.secretAccessKey();
    for (GrantKind kind : kinds(one)) {
      uploads.delete(uploads.sendRight(grant(kind, one, ProbeUploads.FOLDER)));
      AwsCredentials mixed = AwsSessionCredentials.create(key, secret, other.sessionToken());
      if (!uploads.refuses(
              grant(kind, AwsBasicCredentials.create(key, secret), ProbeUploads.FOLDER))
          || !uploads.refuses(grant(kind, mixed, ProbeUploads.FOLDER))) {
        return false;
      }
    }
    return refuses(each -> each.check() == ServerCheck.SESSION_TOKEN);
  }

  boolean policy() {
    AwsSessionCredentials session = session();
    for (GrantKind kind : kinds(session)) {
      uploads.delete(uploads.sendRight(grant(kind, session, ProbeUploads.FOLDER)));
      if (!uploads.refuses(grant(kind, session, "elsewhere"))) {
        return false;
      }
    }
    return refuses(
        each ->
            each.check() == ServerCheck.SESSION_POLICY
                && List.of("session, key", "session, read", "session, list", "session, delete")
                    .stream()
                    .anyMatch(each.name()::startsWith));
  }

  /** Whether the policy allows just the one folder that it names, character by character. */
  boolean escapes() {
    AwsSessionCredentials session = session(WRITE.formatted(server().bucket(), ESCAPED));
    uploads.delete(uploads.sendRight(object(session, "a*b?c$d")));
    return Stream.of("axb?c$d", "a*bxc$d", "a${*}b${?}c${$}d")
        .allMatch(folder -> uploads.refuses(object(session, folder)));
  }

  boolean buckets() {
    return refuses(each -> each.check() == ServerCheck.SESSION_BUCKETS);
  }

  boolean capitals() {
    AwsSessionCredentials session =
        session(WRITE.formatted(server().bucket(), ProbeUploads.FOLDER + "/a/"));
    uploads.delete(uploads.sendRight(object(session, "a")));
    return uploads.refuses(object(session, "A"));
  }

  private TemporaryCredentials object(AwsSessionCredentials session, String folder) {
    String key = ProbeUploads.FOLDER + "/" + folder + "/" + GrantClient.FILE_NAME;
    return grant(session, key, UploadScope.OBJECT, Map.of());
  }

  boolean conditions() {
    return listsTheOwnPrefixAlone() && demandsTheHeaderItself();
  }

  private boolean listsTheOwnPrefixAlone() {
    String prefix = prefix();
    AwsSessionCredentials session =
        session(
            LIST.formatted(server().bucket(), prefix)
                + ","
                + WRITE.formatted(server().bucket(), prefix));
    return refuses(
        () -> grant(session, prefix, UploadScope.PREFIX, Map.of()),
        each -> each.name().startsWith("session, list: another's"));
  }

  private boolean demandsTheHeaderItself() {
    String prefix = prefix();
    AwsSessionCredentials session =
        session(WRITE.formatted(server().bucket(), prefix) + STORAGE_CLASS);
    Map<String, String> demanded = Map.of("x-amz-storage-class", "REDUCED_REDUNDANCY");
    return refuses(
        () -> grant(session, prefix, UploadScope.PREFIX, demanded),
        each -> each.name().startsWith("session, header"));
  }

  boolean noOverwrite() {
    String key = prefix() + GrantClient.FILE_NAME;
    AwsSessionCredentials session = session(WRITE.formatted(server().bucket(), key) + NO_OVERWRITE);
    UploadGrant guarded = grant(session, key, UploadScope.OBJECT, Map.of("if-none-match", "*"));
    UploadGrant bare = grant(session, key, UploadScope.OBJECT, Map.of());
    if (!uploads.refuses(bare)) {
      return false;
    }
    uploads.sendRight(guarded);
    UploadAnswer again = uploads.send(guarded);
    UploadAnswer without = uploads.send(bare);
    uploads.delete(key);
    return Stream.of(again, without).noneMatch(answer -> answer.accepted() || answer.failed());
  }

  /** Whether every attempt of a sort is refused, while the right upload works. */
  private boolean refuses(Predicate<Tampering> sort) {
    return refuses(this::grant, sort);
  }

  private boolean refuses(Supplier<TemporaryCredentials> grants, Predicate<Tampering> sort) {
    TemporaryCredentials right = grants.get();
    uploads.sendRight(right);
    uploads.delete(right.key() + GrantClient.FILE_NAME);
    List<Tampering> all =
        GrantClient.of(server()).tampering(grants, ProbeUploads.FILE).filter(sort).toList();
    if (all.isEmpty()) {
      throw new IllegalStateException("Nothing was tried with temporary credentials");
    }
    return all.stream().allMatch(each -> each.attempt() == Outcome.REFUSED);
  }

  private TemporaryCredentials grant() {
    String prefix = prefix();
    return grant(
        session(WRITE.formatted(server().bucket(), prefix)), prefix, UploadScope.PREFIX, Map.of());
  }

  private static String prefix() {
    return ProbeUploads.FOLDER + "/" + UUID.randomUUID() + "/";
  }

  private TemporaryCredentials grant(
      AwsSessionCredentials session, String key, UploadScope scope, Map<String, String> headers) {
    return new TemporaryCredentials(
        key,
        scope,
        session,
        server().target(),
        headers,
        null,
        uploads.clock().instant().plus(StsSessions.LIFE),
        Map.of(UploadConstraint.KEY, EnforcedBy.STORAGE));
  }

  private AwsSessionCredentials session() {
    return session(WRITE.formatted(server().bucket(), ProbeUploads.FOLDER + "/"));
  }

  private AwsSessionCredentials session(String statements) {
    return new StsSessions(server(), uploads.clock()).assumeRole(POLICY.formatted(statements));
  }

  private UploadGrant grant(GrantKind kind, AwsCredentials credentials, String folder) {
    return uploads
        .grants(
            kind,
            profile -> profile.keys(ObjectKeyPolicy.random(folder)),
            request -> request,
            StaticCredentialsProvider.create(credentials),
            uploads.clock())
        .get();
  }

  private UploadServer server() {
    return uploads.server();
  }
}
