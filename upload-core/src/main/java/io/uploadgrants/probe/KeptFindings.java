package io.uploadgrants.probe;

import static io.uploadgrants.GrantKind.POST_POLICY;
import static io.uploadgrants.GrantKind.PRESIGNED_PUT;

import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreFinding.Outcome;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a store gives back of what it took, signed or not. */
record KeptFindings(ProbeGrants grants, ProbeBucket bucket) {

  private static final String CACHING = "private, max-age=60";
  private static final String CLASS = "STANDARD_IA";
  private static final Pattern TAG =
      Pattern.compile("(?s)<Key>\\s*kind\\s*</Key>\\s*<Value>a b</Value>");
  private static final Pattern ADDED = Pattern.compile("<Key>\\s*added\\s*</Key>");
  private static final String EVERYBODY = "global/AllUsers";

  /** What an object has of what its upload said. */
  private interface Kept {
    Outcome of(String key);
  }

  StoreFinding tags(GrantKind kind, StoreFeature... features) {
    return keeps(
        kind, features, "tags", profile -> profile.tag("kind", "a b"), key -> tagging(key, TAG));
  }

  StoreFinding storageClass(GrantKind kind, StoreFeature... features) {
    return keeps(
        kind,
        features,
        "the storage class " + CLASS,
        profile -> profile.storageClass(CLASS),
        key -> when(bucket.about(key).header("x-amz-storage-class").equals(CLASS)));
  }

  StoreFinding encryption(
      GrantKind kind, Encryption encryption, String header, StoreFeature... features) {
    return keeps(
        kind,
        features,
        "the encryption " + header,
        profile -> profile.encryption(encryption),
        key -> when(bucket.about(key).header("x-amz-server-side-encryption").equals(header)));
  }

  StoreFinding formHeaders(StoreFeature... features) {
    return keeps(
        POST_POLICY,
        features,
        "Content-Disposition and Cache-Control",
        profile -> profile.contentDisposition(Disposition.ATTACHMENT).cacheControl(CACHING),
        key -> {
          ProbeAnswer about = bucket.about(key);
          return when(
              about.header("content-disposition").startsWith("attachment")
                  && about.header("cache-control").equals(CACHING));
        });
  }

  /** Whether an object with empty headers is as one without them; some give the texts back. */
  StoreFinding emptyHeaders(GrantKind kind, StoreFeature... features) {
    return keeps(
        kind,
        features,
        "empty headers for none",
        profile -> profile,
        key -> {
          ProbeAnswer about = bucket.about(key);
          return when(
              Stream.of(
                      "cache-control",
                      "content-disposition",
                      "content-encoding",
                      "content-language")
                  .allMatch(name -> about.header(name).isEmpty()));
        });
  }

  private StoreFinding keeps(
      GrantKind kind,
      StoreFeature[] features,
      String what,
      UnaryOperator<UploadProfile.Builder> profile,
      Kept kept) {
    ProbeUpload upload =
        grants.uploads(kind, grants.having(features).build(), profile, ProbeGrants::file).get();
    ProbeAnswer answer = bucket.send(upload);
    if (!answer.accepted()) {
      bucket.remove(upload.key());
      return StoreFinding.ofRefusal("%s with %s".formatted(kind.id(), what), answer);
    }
    Outcome has = kept.of(upload.key());
    bucket.remove(upload.key());
    String detail =
        switch (has) {
          case PRESENT -> "";
          case UNKNOWN -> "these keys may not read what an object has of " + what;
          default ->
              "%s with %s answered %s, and the object doesn't have what was sent"
                  .formatted(kind.id(), what, answer);
        };
    return new StoreFinding(has, detail);
  }

  StoreFinding fileNames() {
    UploadTarget target =
        grants.having(StoreFeature.POST_POLICY, StoreFeature.FORM_FILE_NAMES).build();
    ProbeUpload form =
        grants
            .uploads(
                POST_POLICY,
                target,
                profile -> profile.scope(UploadScope.PREFIX).contentTypes("image/png"),
                r -> r)
            .get();
    String expanded = form.key().replace("${filename}", ProbeUpload.FILE_NAME);
    bucket.mayHold(form.key());
    ProbeAnswer answer = bucket.send(form, expanded);
    if (!answer.accepted()) {
      bucket.remove(form.key());
      bucket.remove(expanded);
      return StoreFinding.ofRefusal("a form with ${filename}", answer);
    }
    boolean plain = bucket.remove(form.key());
    boolean named = bucket.remove(expanded);
    return named && !plain
        ? StoreFinding.present()
        : StoreFinding.ignored(
            "a form with ${filename} answered %s, and no object has the file's name"
                .formatted(answer));
  }

  /** A header that wasn't signed is refused, or changes nothing. */
  StoreFinding addedAcl() {
    // A bucket may be open to everybody by its own policy.
    ProbeUpload plain = grants.uploads(PRESIGNED_PUT).get();
    bucket.send(plain);
    boolean open = bucket.askAsStranger(plain.key()).accepted();
    bucket.remove(plain.key());
    Kept publicly = key -> isPublic(key, open);
    StoreFinding canned = added("x-amz-acl", "public-read", publicly);
    return canned.isPresent()
        ? added(
            "x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"", publicly)
        : canned;
  }

  private Outcome isPublic(String key, boolean open) {
    return when(
        bucket.read(key, "acl").text().contains(EVERYBODY)
            || !open && bucket.askAsStranger(key).accepted());
  }

  StoreFinding addedTag() {
    return added("x-amz-tagging", "added=1", key -> tagging(key, ADDED));
  }

  private Outcome tagging(String key, Pattern wanted) {
    ProbeAnswer answer = bucket.read(key, "tagging");
    return answer.denied() ? Outcome.UNKNOWN : when(wanted.matcher(answer.text()).find());
  }

  private static Outcome when(boolean kept) {
    return kept ? Outcome.PRESENT : Outcome.IGNORED;
  }

  StoreFinding addedMetadata() {
    return added(
        "x-amz-meta-added",
        "1",
        key -> when(!bucket.about(key).header("x-amz-meta-added").isEmpty()));
  }

  private StoreFinding added(String header, String value, Kept obeyed) {
    ProbeUpload upload = grants.uploads(PRESIGNED_PUT).get().with(header, value);
    ProbeAnswer answer = bucket.send(upload);
    Outcome effect = answer.accepted() ? obeyed.of(upload.key()) : Outcome.IGNORED;
    boolean stored = bucket.remove(upload.key());
    String detail = "a PUT with the unsigned header %s answered %s".formatted(header, answer);
    if (effect == Outcome.PRESENT || stored && !answer.accepted()) {
      return StoreFinding.ignored(detail);
    }
    return answer.inconclusive() || effect == Outcome.UNKNOWN
        ? StoreFinding.unknown(detail)
        : StoreFinding.present();
  }
}
