package io.uploadgrants.testkit.attack;

import io.uploadgrants.ObjectAccess;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.kind.TestedKind;
import io.uploadgrants.testkit.wire.WireForm;
import io.uploadgrants.testkit.wire.WireParts;
import io.uploadgrants.testkit.wire.WirePut;
import io.uploadgrants.testkit.wire.WireSigned;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The attempts on one kind of grant. */
final class Attack {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final String EXPIRES = "X-Amz-Expires=";
  private static final Duration WEEK = Duration.ofDays(7);

  private final UploadServer server;
  private final InstantSource time;
  private final Supplier<? extends UploadGrant> grants;
  private final byte[] file;
  private final Set<ObjectAccess> allowed;
  private final BucketView bucket;
  private final UploadGrant sample;
  private final WireUpload whole;
  private final Claims claims;
  private final Judge judge;
  private final List<Tampering> all = new ArrayList<>();

  Attack(
      UploadServer server,
      InstantSource time,
      Lock lock,
      Supplier<? extends UploadGrant> grants,
      byte[] file,
      Set<ObjectAccess> allowed) {
    this.server = server;
    this.time = time;
    this.grants = grants;
    this.file = file;
    this.allowed = allowed;
    this.bucket = new BucketView(server.client(), server.bucket());
    this.sample = grants.get();
    this.whole = upload(sample);
    this.claims = Claims.of(sample);
    this.judge = new Judge(bucket, lock, claims);
  }

  Stream<Tampering> tampering() {
    Set<UploadConstraint> claimed = claims.byStore();
    Map<String, String> effect = judge.effectOf(whole, file);
    // An expression without a default: a shape without its alterations doesn't compile.
    Runnable alterations =
        switch (whole.shape()) {
          case PUT -> () -> put((WirePut) whole, claimed, effect);
          case FORM -> () -> form((WireForm) whole, claimed, effect);
          case PARTS -> () -> parts((WireParts) whole, claimed, effect);
          case SIGNED -> () -> signed((WireSigned) whole, claimed, effect);
        };
    alterations.run();
    if (server.checks().contains(ServerCheck.TEST_CLOCK)) {
      expired((g, upload) -> advancePast(g));
    } else if (remaining(sample).compareTo(LONGEST_WAIT) <= 0) {
      expired((g, upload) -> waitPast(g));
    }
    return all.stream();
  }

  private void put(WirePut put, Set<UploadConstraint> claimed, Map<String, String> effect) {
    String source = server.bucket() + "/" + judge.victim();
    PutAlterations.of(put, source, claimed).forEach(each -> add(each, WirePut.class, effect));
    if (put.sends("if-none-match")) {
      afterwards("put, second upload", ServerCheck.NO_OVERWRITE, (g, upload) -> first(upload));
    }
  }

  private void form(WireForm form, Set<UploadConstraint> claimed, Map<String, String> effect) {
    FormAlterations.of(form, judge.victim(), claimed)
        .forEach(each -> add(each, WireForm.class, effect));
  }

  /** The first part stands for all. */
  private void parts(WireParts parts, Set<UploadConstraint> claimed, Map<String, String> effect) {
    String source = server.bucket() + "/" + judge.victim();
    PartAlterations.of(parts, source, claimed).forEach(each -> add(each, WireParts.class, effect));
  }

  private void signed(WireSigned put, Set<UploadConstraint> claimed, Map<String, String> effect) {
    SessionAlterations.of(put, bucket, judge.victim(), claimed, allowed, this::session)
        .forEach(each -> add(each, WireSigned.class, effect));
  }

  private TemporaryCredentials session() {
    return ((WireSigned) upload(grants.get())).grant();
  }

  private WireUpload upload(UploadGrant grant) {
    WireUpload upload =
        TestedKind.of(grant.kind())
            .upload(grant, file, GrantClient.FILE_NAME, HttpGrantClient.signingTime(server));
    return HttpGrantClient.performed(upload, grant, server);
  }

  private <U extends WireUpload> void add(
      Alteration<U> alteration, Class<U> type, Map<String, String> effect) {
    all.add(
        new AlteredCopy(
            whole.shape().label() + ", " + alteration.name(),
            alteration.check(),
            judge,
            () -> {
              WireUpload fresh = upload(grants.get());
              if (!type.isInstance(fresh)) {
                throw new IllegalStateException(
                    "The grants are of different kinds; let the supplier issue one kind only.");
              }
              U unaltered = type.cast(fresh);
              return new Judge.Attempt(
                  unaltered.key(),
                  alteration.reachesOthers(),
                  alteration.afterUpload() ? () -> first(unaltered) : Judge.NOTHING,
                  () -> alteration.attempt().apply(unaltered),
                  alteration.afterUpload() ? Judge.NO_EFFECT : effect);
            }));
  }

  private void expired(BiConsumer<UploadGrant, WireUpload> over) {
    WireUpload.Shape shape = whole.shape();
    afterwards(shape.label() + ", expired", shape.expiry(), over);
    if (shape == WireUpload.Shape.PUT) {
      afterwards("put, expired, then prolonged", ServerCheck.EXPIRY, over, Attack::prolonged);
    }
  }

  /** Before its time is over, a longer one would have the same effect. */
  private static WireUpload prolonged(WireUpload upload) {
    return ((WirePut) upload)
        .withQuery(
            query -> {
              query.replaceAll(p -> p.startsWith(EXPIRES) ? EXPIRES + WEEK.toSeconds() : p);
              return query;
            });
  }

  private void afterwards(
      String name, ServerCheck check, BiConsumer<UploadGrant, WireUpload> before) {
    afterwards(name, check, before, UnaryOperator.identity());
  }

  /** Adds an attempt with a grant whose time is over, or that was used. */
  private void afterwards(
      String name,
      ServerCheck check,
      BiConsumer<UploadGrant, WireUpload> before,
      UnaryOperator<WireUpload> change) {
    all.add(
        new AlteredCopy(
            name,
            check,
            judge,
            () -> {
              UploadGrant grant = grants.get();
              WireUpload unaltered = upload(grant);
              return new Judge.Attempt(
                  unaltered.key(),
                  false,
                  () -> before.accept(grant, unaltered),
                  () -> change.apply(unaltered).send(),
                  Judge.NO_EFFECT);
            }));
  }

  private static void first(WireUpload upload) {
    UploadAnswer answer = upload.send();
    if (!answer.accepted()) {
      throw new IllegalStateException(
          "The first upload was refused (%s), so a refusal of the second would prove nothing."
              .formatted(answer));
    }
  }

  private void advancePast(UploadGrant grant) {
    Duration left = Duration.between(server.clock().instant(), grant.expiresAt());
    // A second more, because times on the wire are in whole seconds.
    server.clock().advance(left.isNegative() ? Duration.ofSeconds(1) : left.plusSeconds(2));
  }

  private void waitPast(UploadGrant grant) {
    try {
      Thread.sleep(Math.max(0, remaining(grant).plusSeconds(2).toMillis()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a grant expired", stopped);
    }
  }

  private Duration remaining(UploadGrant grant) {
    return Duration.between(time.instant(), grant.expiresAt());
  }
}
