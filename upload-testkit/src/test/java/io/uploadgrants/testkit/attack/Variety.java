package io.uploadgrants.testkit.attack;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of grant, in one variety. */
record Variety(GrantKind kind, List<Setting> settings) {

  static final byte[] FILE =
      "\u0089PNG-like bytes, 40 of them, or a few more".getBytes(StandardCharsets.ISO_8859_1);

  static Variety of(GrantKind kind, Setting... settings) {
    return new Variety(kind, List.of(settings));
  }

  /** Returns those that are attacked each for itself. */
  static List<Variety> all(GrantKind kind) {
    List<Variety> all = new ArrayList<>();
    all.add(of(kind, Setting.PLAIN));
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
        kind == GrantKind.PRESIGNED_PUT ? Stream.of(Setting.NO_OVERWRITE) : Stream.empty();
    return Stream.concat(Setting.combined().stream(), more)
        .map(setting -> of(kind, setting))
        .toList();
  }

  static Variety together(GrantKind kind, List<Variety> parts) {
    return new Variety(kind, parts.stream().flatMap(part -> part.settings().stream()).toList());
  }

  List<StoreFeature> declared() {
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
            .validFor(Duration.ofMinutes(5));
    UploadRequest.Builder request = UploadRequest.of("attacked");
    for (Setting setting : settings) {
      setting.profile().apply(profile);
      setting.request().apply(request);
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
