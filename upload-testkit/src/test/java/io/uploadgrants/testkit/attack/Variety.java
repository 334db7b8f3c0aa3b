package io.uploadgrants.testkit.attack;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A kind of grant, in one variety. */
record Variety(
    String name,
    GrantKind kind,
    UnaryOperator<UploadProfile.Builder> profile,
    UnaryOperator<UploadRequest.Builder> request) {

  static final byte[] FILE =
      "\u0089PNG-like bytes, 40 of them, or a few more".getBytes(StandardCharsets.ISO_8859_1);

  static List<Variety> puts() {
    return common(GrantKind.PRESIGNED_PUT);
  }

  static List<Variety> forms() {
    GrantKind form = GrantKind.POST_POLICY;
    List<Variety> all = common(form);
    all.add(new Variety("range", form, p -> p, r -> r.contentType("image/png")));
    all.add(
        new Variety(
            "prefix", form, p -> p.scope(UploadScope.PREFIX).contentTypes("image/png"), r -> r));
    all.add(new Variety("prefix, any image", form, p -> p.scope(UploadScope.PREFIX), r -> r));
    return all;
  }

  private static List<Variety> common(GrantKind kind) {
    List<Variety> all = new ArrayList<>();
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      all.add(
          new Variety(
              algorithm.name(),
              kind,
              p -> p.requireChecksum(algorithm),
              r -> sized(r).checksum(GrantClient.checksum(algorithm, FILE))));
    }
    all.add(new Variety("plain", kind, p -> p, Variety::sized));
    all.add(new Variety("everything", kind, Variety::everything, Variety::sized));
    return all;
  }

  private static UploadRequest.Builder sized(UploadRequest.Builder request) {
    return request.file("me.png", FILE.length, "image/png");
  }

  private static UploadProfile.Builder everything(UploadProfile.Builder profile) {
    return profile
        .metadata("owner", "Zoë 😀")
        .fileNameAsMetadata("file-name")
        .cacheControl("private, max-age=60")
        .contentDisposition(Disposition.ATTACHMENT)
        .storageClass("REDUCED_REDUNDANCY")
        .encryption(Encryption.sseS3())
        .tag("kind", "a b");
  }

  /**
   * Whether a server takes the honest upload at all; one that doesn't gets no grant by its target.
   */
  boolean isTakenBy(UploadServer server) {
    UploadTarget target = server.target();
    boolean form = kind == GrantKind.POST_POLICY;
    return (!form || !name.startsWith("prefix") || target.supports(StoreFeature.FORM_FILE_NAMES))
        && (!form || !name.equals("everything") || takesTags(server));
  }

  /** The embedded server takes tags that it doesn't give back. */
  private static boolean takesTags(UploadServer server) {
    return server.backend() != Backend.ATTACHED || server.target().supports(StoreFeature.FORM_TAGS);
  }

  /** Returns what issues grants of this variety, each with a key of its own. */
  Supplier<UploadGrant> grants(
      UploadServer server, AwsCredentialsProvider credentials, InstantSource clock) {
    UploadProfile.Builder attacked =
        UploadProfile.named("attacked")
            .kinds(kind)
            .openToGuests()
            .contentTypes("image/*")
            .minSize(FILE.length)
            .maxSize(FILE.length)
            .keys(ObjectKeyPolicy.random("attacked"))
            .validFor(Duration.ofMinutes(5));
    UploadGrants grants =
        UploadGrants.builder()
            .target(target(server))
            .credentials(credentials)
            .clock(clock)
            .profile(profile.apply(attacked).build())
            .build();
    return () -> grants.grant(request.apply(UploadRequest.of("attacked")).build());
  }

  /** As the server's own, but with what no test here depends on, though it does only part of it. */
  private static UploadTarget target(UploadServer server) {
    UploadTarget.Builder target =
        UploadTarget.bucket(server.bucket())
            .region(server.region())
            .endpoint(server.endpoint())
            .pathStyle(true)
            .with(StoreFeature.values());
    for (StoreFeature guarded : GUARDED) {
      if (!server.target().supports(guarded)) {
        target.without(guarded);
      }
    }
    return target.build();
  }

  /** What grants make up for where a server lacks it. */
  private static final Set<StoreFeature> GUARDED =
      EnumSet.of(
          StoreFeature.UNSIGNED_HEADERS_REFUSED,
          StoreFeature.UNSIGNED_ACLS_REFUSED,
          StoreFeature.UNSIGNED_TAGS_REFUSED,
          StoreFeature.FORM_FIELDS_REFUSED);
}
