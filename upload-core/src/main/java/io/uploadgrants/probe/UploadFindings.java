package io.uploadgrants.probe;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a store refuses of signed uploads. Each finding sends the right upload first, which must
 * work: else a refusal would prove nothing.
 */
record UploadFindings(ProbeGrants grants, ProbeBucket bucket) {

  /** What a form's holder could add, each where the store would obey it. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "x-amz-meta-added", "1",
          "acl", "public-read",
          "tagging",
              "<Tagging><TagSet><Tag><Key>added</Key><Value>1</Value></Tag></TagSet></Tagging>",
          "x-amz-storage-class", "REDUCED_REDUNDANCY",
          "x-amz-server-side-encryption", "AES256",
          "x-amz-website-redirect-location", "https://added.example/",
          "Cache-Control", "max-age=31536000",
          "Content-Disposition", "inline; filename=added.html",
          "Content-Encoding", "gzip",
          "nonsense", "1");

  /** Retention and legal hold aren't tried: an object that has one can't be removed. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "x-amz-storage-class", "REDUCED_REDUNDANCY",
          "x-amz-server-side-encryption", "AES256",
          "x-amz-website-redirect-location", "https://added.example/");

  private static final String TYPE = "Content-Type";
  private static final String COPY = "x-amz-copy-source";
  private static final String RANGE = "x-amz-copy-source-range";

  /** What was wrong with an upload, and how it is made of the right one. */
  private record Wrong(String what, UnaryOperator<ProbeUpload> change) {}

  StoreFinding forms() {
    return refuses(
        grants.uploads(POST_POLICY, StoreFeature.POST_POLICY),
        List.of(new Wrong("a form with a forged signature", ProbeUpload::forged)));
  }

  StoreFinding secondPut() {
    ProbeUpload upload = grants.uploads(PRESIGNED_PUT, StoreFeature.CONDITIONAL_WRITES).get();
    ProbeAnswer first = bucket.send(upload);
    if (!first.accepted()) {
      bucket.remove(upload.key());
      return StoreFinding.ofRefusal("a PUT with If-None-Match: *", first);
    }
    ProbeUpload again = upload.withOtherFile();
    return Attempt.unharmed(
        bucket,
        upload.key(),
        new Attempt("a second PUT with If-None-Match: *", "", () -> bucket.send(again)));
  }

  StoreFinding checksums(GrantKind kind, StoreFeature... features) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Checksum checksum =
          Checksum.of(algorithm, ProbeUpload.FILE.getBytes(StandardCharsets.US_ASCII));
      Supplier<ProbeUpload> uploads =
          grants.uploads(
              kind,
              grants.having(features).build(),
              profile -> profile.requireChecksum(algorithm),
              request -> ProbeGrants.file(request).checksum(checksum));
      Wrong other =
          new Wrong(
              "other bytes than those of the signed " + algorithm.header(),
              ProbeUpload::withOtherFile);
      StoreFinding finding = refuses(uploads, List.of(other));
      if (!finding.isPresent()) {
        return finding;
      }
    }
    return StoreFinding.present();
  }

  StoreFinding addedMetadata() {
    return refuses(
        grants.uploads(POST_POLICY, StoreFeature.POST_POLICY),
        added(Map.of("x-amz-meta-added", "1"), "a form with the field "));
  }

  StoreFinding addedFields() {
    return refuses(
        grants.uploads(POST_POLICY, StoreFeature.POST_POLICY, StoreFeature.FORM_FIELDS_REFUSED),
        added(FIELDS, "a form with the field "));
  }

  StoreFinding addedHeaders() {
    return refuses(
        grants.uploads(PRESIGNED_PUT), added(HEADERS, "a PUT with the unsigned header "));
  }

  private static List<Wrong> added(Map<String, String> values, String what) {
    return values.entrySet().stream()
        .map(each -> new Wrong(what + each.getKey(), u -> u.with(each.getKey(), each.getValue())))
        .toList();
  }

  /** The file's place is taken by another object, whatever that is, or by a part of it. */
  StoreFinding addedCopySource() {
    ProbeUpload other = grants.uploads(PRESIGNED_PUT).get().withOtherFile();
    ProbeAnswer there = bucket.send(other);
    if (!there.accepted()) {
      return StoreFinding.ofRefusal("a PUT", there);
    }
    StoreFinding finding = copiesRefused(bucket.source(other.key()));
    bucket.remove(other.key());
    return finding;
  }

  private StoreFinding copiesRefused(String source) {
    UploadTarget guarded =
        grants.bare().toBuilder()
            .with(StoreFeature.UNSIGNED_COPIES_REFUSED, StoreFeature.CONDITIONAL_WRITES)
            .build();
    Supplier<ProbeUpload> uploads =
        grants.uploads(PRESIGNED_PUT, guarded, profile -> profile, request -> request);
    Wrong copy =
        new Wrong("a PUT with an unsigned x-amz-copy-source", put -> put.with(COPY, source));
    // Some take the range for the file, and add its length to that of the body.
    Wrong part =
        new Wrong(
            "a PUT with an unsigned x-amz-copy-source and a range of it",
            put -> ((ProbeUpload.Put) put).with(COPY, source).with(RANGE, "bytes=0-3").empty());
    StoreFinding finding = refuses(uploads, List.of(copy, part));
    if (!finding.isPresent()) {
      return finding;
    }
    // Of a copy a store may heed other conditions than of an upload.
    ProbeUpload first = uploads.get();
    ProbeAnswer taken = bucket.send(first);
    if (!taken.accepted()) {
      return StoreFinding.ofRefusal("a PUT", taken);
    }
    return Attempt.unharmed(
        bucket,
        first.key(),
        new Attempt(
            "a second PUT with an unsigned x-amz-copy-source",
            "",
            () -> bucket.send(first.with(COPY, source))));
  }

  /** Whether the bucket's owner counts: this one has no account. */
  StoreFinding otherOwner() {
    UploadTarget elsewhere =
        grants
            .having(StoreFeature.EXPECTED_BUCKET_OWNER)
            .expectedBucketOwner("000000000000")
            .build();
    ProbeUpload upload =
        grants.uploads(PRESIGNED_PUT, elsewhere, profile -> profile, request -> request).get();
    ProbeAnswer answer = bucket.send(upload);
    boolean stored = bucket.remove(upload.key());
    if (answer.accepted() || stored) {
      return StoreFinding.ignored(
          "a PUT with another account's x-amz-expected-bucket-owner answered " + answer);
    }
    return answer.code().equals("AccessDenied")
        ? StoreFinding.present()
        : StoreFinding.ofRefusal("a PUT with x-amz-expected-bucket-owner", answer);
  }

  StoreFinding typeList() {
    UploadTarget target =
        grants
            .having(
                StoreFeature.POST_POLICY,
                StoreFeature.FORM_FILE_NAMES,
                StoreFeature.CONTENT_TYPE_PREFIXES)
            .build();
    Supplier<ProbeUpload> forms =
        grants.uploads(
            POST_POLICY,
            target,
            profile -> profile.scope(UploadScope.PREFIX).contentTypes("image/*"),
            request -> request);
    Supplier<ProbeUpload> named = () -> ((ProbeUpload.Form) forms.get()).named("probe");
    return refuses(
        () -> named.get().with(TYPE, "image/png"),
        Stream.of("image/png,text/html", "image/png, text/html", "image/,text/html")
            .map(
                list ->
                    new Wrong(
                        "a form with the Content-Type " + list,
                        right -> named.get().with(TYPE, list)))
            .toList());
  }

  private StoreFinding refuses(Supplier<ProbeUpload> uploads, List<Wrong> wrongs) {
    ProbeUpload right = uploads.get();
    ProbeAnswer taken = bucket.send(right);
    if (!taken.accepted()) {
      bucket.remove(right.key());
      return StoreFinding.ofRefusal("the upload with nothing wrong", taken);
    }
    boolean holds = bucket.holds(right.key());
    bucket.remove(right.key());
    if (!holds) {
      return StoreFinding.refused(
          "the upload with nothing wrong answered %s, and stored something else".formatted(taken));
    }
    List<Attempt> attempts = new ArrayList<>();
    for (Wrong wrong : wrongs) {
      ProbeUpload upload = wrong.change().apply(uploads.get());
      attempts.add(new Attempt(wrong.what(), upload.key(), () -> bucket.send(upload)));
    }
    return Attempt.allRefused(bucket, attempts);
  }
}
