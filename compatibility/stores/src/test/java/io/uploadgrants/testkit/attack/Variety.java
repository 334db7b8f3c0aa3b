package io.uploadgrants.testkit.attack;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of grant, in one variety. */
record Variety(GrantKind kind, List<Setting> settings) {

  /** More than a store reads at once, so that it has begun to keep what breaks off. */
  static final byte[] FILE =
      "\u0089PNG-like bytes, 40 of them, or a few more"
          .repeat(500)
          .getBytes(StandardCharsets.ISO_8859_1);

  /** S3 has no other checksums of an object that comes in parts. */
  private static final List<ChecksumAlgorithm> OF_THE_WHOLE =
      List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C, ChecksumAlgorithm.CRC64NVME);

  static Variety of(GrantKind kind, Setting... settings) {
    return new Variety(kind, List.of(settings));
  }

  /** Returns those that are attacked each for itself. */
  static List<Variety> all(GrantKind kind) {
    List<Variety> all = new ArrayList<>();
    if (kind == GrantKind.MULTIPART) {
      all.add(of(kind, Setting.SIZE));
      for (ChecksumAlgorithm whole : OF_THE_WHOLE) {
        all.add(of(kind, Setting.SIZE, Setting.TYPE, Setting.checksum(whole)));
      }
      all.add(of(kind, Setting.SIZE, Setting.KMS));
      return all;
    }
    all.add(of(kind, Setting.PLAIN));
    if (kind == GrantKind.TEMPORARY_CREDENTIALS) {
      all.add(of(kind, Setting.PREFIX));
      all.add(of(kind, Setting.KMS));
      return all;
    }
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      all.add(of(kind, Setting.SIZE, Setting.TYPE, Setting.checksum(algorithm)));
    }
    all.add(of(kind, Setting.KMS));
    if (kind == GrantKind.POST_POLICY) {
      all.add(of(kind, Setting.RANGE));
      all.add(of(kind, Setting.PREFIX, Setting.ONE_TYPE));
      all.add(of(kind, Setting.PREFIX, Setting.ANY_IMAGE));
    }
    return all;
  }

  /** Returns those that are tried alone, to be attacked together. */
  static List<Variety> parts(GrantKind kind) {
    Stream<Setting> more =
        kind == GrantKind.POST_POLICY ? Stream.empty() : Stream.of(Setting.NO_OVERWRITE);
    return Stream.concat(Setting.combined().stream(), more)
        .filter(setting -> kind != GrantKind.TEMPORARY_CREDENTIALS || setting.isOfSessions())
        .map(
            setting ->
                kind == GrantKind.MULTIPART ? of(kind, Setting.SIZE, setting) : of(kind, setting))
        .toList();
  }

  static Variety together(GrantKind kind, List<Variety> parts) {
    return new Variety(kind, parts.stream().flatMap(part -> part.settings().stream()).toList());
  }

  /** STS makes no shorter sessions than of a quarter of an hour. */
  private Duration validity() {
    return Duration.ofMinutes(kind == GrantKind.TEMPORARY_CREDENTIALS ? 15 : 5);
  }

  /** Returns the server's bucket, as an application has it that names its store. */
  UploadTarget target(UploadServer server, @Nullable StorePreset preset) {
    UploadTarget.Builder target =
        UploadTarget.bucket(server.bucket())
            .store(preset)
            .region(server.region())
            .endpoint(server.endpoint())
            .pathStyle(true);
    if (preset == null) {
      for (StoreFeature feature : StoreFeature.values()) {
        if (server.target().supports(feature)) {
          target.with(feature);
        } else if (!declared().contains(feature)) {
          target.without(feature);
        }
      }
    }
    return target.with(declared().toArray(StoreFeature[]::new)).build();
  }

  private List<StoreFeature> declared() {
    return settings.stream().flatMap(setting -> setting.declared().stream()).toList();
  }

  /**
   * Returns what issues grants of this variety, each with a key of its own.
   *
   * @throws io.uploadgrants.UploadConfigurationException when the store can't hold the profile
   */
  Supplier<UploadGrant> grants(UploadTarget target, UploadGrants.Builder grants) {
    UploadProfile.Builder profile =
        UploadProfile.named("attacked")
            .kinds(kind)
            .openToGuests()
            .keys(ObjectKeyPolicy.random("attacked"))
            .validFor(validity());
    UploadRequest.Builder request = UploadRequest.of("attacked");
    for (Setting setting : settings) {
      profile = setting.profile().apply(profile);
      request = setting.request().apply(request);
    }
    if (kind == GrantKind.MULTIPART) {
      grants.tickets(EncryptedTickets.of(TokenSecrets.random()));
    }
    UploadRequest asked = request.build();
    UploadGrants built = grants.target(target).profile(profile.build()).build();
    return () -> built.grant(asked);
  }

  @Override
  public String toString() {
    return settings.stream()
        .map(Setting::name)
        .collect(Collectors.joining(", ", kind.id() + " with ", ""));
  }
}
