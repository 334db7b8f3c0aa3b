package io.uploadgrants;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one kind of upload may be, set by the application under a name. Immutable. */
public final class UploadProfile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final String name;
  private final Map<GrantKind, GrantSettings> grants;
  private final UploadConstraints constraints;
  private final ObjectSettings settings;
  private final ObjectKeyPolicy keys;
  private final UploadScope scope;
  private final Duration validity;
  private final boolean openToGuests;
  private final @Nullable SigningCredentials signAs;
  private final @Nullable UploadTarget target;
  private final @Nullable CompletionSettings completion;

  private UploadProfile(Builder builder) {
    this.name = builder.name;
    this.grants = Collections.unmodifiableMap(new LinkedHashMap<>(builder.grants));
    this.constraints =
        new UploadConstraints(
            builder.contentTypes,
            builder.exactTypes,
            builder.minSize != null ? builder.minSize : builder.maxSize != null ? 1 : 0,
            builder.maxSize,
            builder.checksum,
            builder.overwrite);
    this.settings =
        new ObjectSettings(
            builder.metadata,
            builder.fileNameMetadata,
            builder.tags,
            builder.storageClass,
            builder.cacheControl,
            builder.disposition,
            builder.encryption,
            builder.acl);
    this.keys = builder.keys;
    this.scope = builder.scope;
    this.validity = builder.validity;
    this.openToGuests = builder.openToGuests;
    this.signAs = builder.signAs;
    this.target = builder.target;
    this.completion = builder.completion;
  }

  /**
   * Starts a profile.
   *
   * @param name the name that clients use: 1 to 64 letters, digits, {@code .}, {@code -} and {@code
   *     _}
   * @return a builder; without further settings it makes presigned PUTs of any file, valid for five
   *     minutes, with random keys
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** {@return the name that clients use} */
  public String name() {
    return name;
  }

  /** {@return the kinds of grant that the profile allows, the preferred one first} */
  public List<GrantKind> kinds() {
    return List.copyOf(grants.keySet());
  }

  /** {@return the kinds of grant with their own settings, the preferred one first} */
  public Collection<GrantSettings> grants() {
    return grants.values();
  }

  /**
   * Returns the settings of one kind.
   *
   * @param <S> the kind's type of settings
   * @param type the kind's type of settings
   * @return the settings; empty when the profile doesn't allow that kind
   */
  public <S extends GrantSettings> Optional<S> grants(Class<S> type) {
    return grants.values().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** {@return what is demanded of a file} */
  public UploadConstraints constraints() {
    return constraints;
  }

  /** {@return what is stored with each object} */
  public ObjectSettings settings() {
    return settings;
  }

  /** {@return what chooses the objects' keys} */
  public ObjectKeyPolicy keys() {
    return keys;
  }

  /** {@return what one grant is good for} */
  public UploadScope scope() {
    return scope;
  }

  /** {@return how long a grant is valid at most, one second to seven days} */
  public Duration validity() {
    return validity;
  }

  /** {@return whether callers without a login may upload} */
  public boolean openToGuests() {
    return openToGuests;
  }

  /**
   * {@return what signs the grants of this profile, for instance a session of each subject; {@code
   * null} for what signs all others}
   */
  public @Nullable SigningCredentials signAs() {
    return signAs;
  }

  /** {@return where the objects of this profile go; {@code null} for where all others go} */
  public @Nullable UploadTarget target() {
    return target;
  }

  /** {@return what follows an upload, or {@code null} when nothing does} */
  public @Nullable CompletionSettings completion() {
    return completion;
  }

  /**
   * {@return whether grants have tickets, which something has to serve: those of a profile with
   * completion do, and those of a kind that the application completes}
   */
  public boolean hasTickets() {
    return completion != null || kinds().stream().anyMatch(GrantKind::completedByApplication);
  }

  /**
   * {@return what the keys begin with to which accepted objects are moved, or {@code null} where
   * they stay}
   */
  public @Nullable String movedPrefix() {
    ObjectKeyPolicy moveTo = completion == null ? null : completion.moveTo();
    return moveTo == null ? null : DestinationRules.prefix(moveTo, openToGuests);
  }

  /**
   * Returns the constraints that this profile has, each of which a grant must enforce.
   *
   * @param target where the objects go; it may demand a bucket owner
   * @return the constraints
   */
  public Set<UploadConstraint> required(UploadTarget target) {
    return RequiredConstraints.of(this, target);
  }

  /** Returns the profile's name. */
  @Override
  public String toString() {
    return "UploadProfile[" + name + "]";
  }

  /** Builds a profile. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private Map<GrantKind, GrantSettings> grants =
        Map.of(GrantKind.PRESIGNED_PUT, GrantSettings.presignedPut());
    private List<String> contentTypes = List.of();
    private boolean exactTypes;
    private @Nullable Long minSize;
    private @Nullable Long maxSize;
    private @Nullable ChecksumAlgorithm checksum;
    private Overwrite overwrite = Overwrite.ONLY_OWN;
    private Map<String, String> metadata = Map.of();
    private @Nullable String fileNameMetadata;
    private Map<String, String> tags = Map.of();
    private @Nullable String storageClass;
    private @Nullable String cacheControl;
    private ObjectSettings.@Nullable Disposition disposition;
    private @Nullable Encryption encryption;
    private @Nullable String acl;
    private ObjectKeyPolicy keys = ObjectKeyPolicy.random("");
    private UploadScope scope = UploadScope.OBJECT;
    private Duration validity = Duration.ofMinutes(5);
    private boolean openToGuests;
    private @Nullable SigningCredentials signAs;
    private @Nullable UploadTarget target;
    private @Nullable CompletionSettings completion;

    private Builder(String name) {
      if (!NAME.matcher(name).matches()) {
        throw new UploadConfigurationException(
            "profiles",
            "'%s' is no name for a profile; use 1 to 64 letters, digits, '.', '-' and '_', with a letter or digit first.",
            name);
      }
      this.name = name;
    }

    /**
     * Sets the kinds of grant that the profile allows, each without settings of its own. Each must
     * enforce every constraint.
     *
     * @param kinds one or more, the preferred one first
     * @return this builder
     */
    public Builder kinds(GrantKind... kinds) {
      return kinds(Stream.of(kinds).map(GrantKind::settings).toArray(GrantSettings[]::new));
    }

    /**
     * Sets the kinds of grant that the profile allows, with their settings. Each must enforce every
     * constraint.
     *
     * @param kinds one or more, the preferred one first, for instance {@link
     *     GrantSettings#postPolicy()}
     * @return this builder
     * @throws UploadConfigurationException when there are two settings for one kind
     */
    public Builder kinds(GrantSettings... kinds) {
      Map<GrantKind, GrantSettings> grants = new LinkedHashMap<>();
      for (GrantSettings kind : kinds) {
        GrantSettings other = grants.putIfAbsent(kind.kind(), kind);
        if (other != null && !other.equals(kind)) {
          throw new UploadConfigurationException(
              "profiles." + name + ".kinds",
              "Profile '%s' allows %s twice, with settings that differ; name each kind once.",
              name,
              kind.kind().id());
        }
      }
      this.grants = grants;
      return this;
    }

    /**
     * Sets the media types that the profile takes.
     *
     * <p>Clients name them in many ways, and some don't know a file's type. So a well-known other
     * name of an allowed type is taken for it ({@code image/jpg} for {@code image/jpeg}), and where
     * a client declares no type, or {@code application/octet-stream} that isn't allowed itself, the
     * extension of the file's name says which it is. The grant has the type to send, which is
     * always an allowed one.
     *
     * @param types {@code type/subtype} or {@code type/*}; none for any, as it is declared
     * @return this builder
     * @see #exactTypes()
     */
    public Builder contentTypes(String... types) {
      List<String> checked = new ArrayList<>(types.length);
      for (String type : types) {
        checked.add(MediaTypes.checkAllowed(name, type));
      }
      this.contentTypes = List.copyOf(checked);
      return this;
    }

    /**
     * Takes a type only when it is declared, and by the name that {@link #contentTypes} has for it.
     *
     * @return this builder
     */
    public Builder exactTypes() {
      this.exactTypes = true;
      return this;
    }

    /**
     * Sets the minimum size. Without it, a profile with a maximum size refuses empty files.
     *
     * @param bytes 0 or more
     * @return this builder
     */
    public Builder minSize(long bytes) {
      this.minSize = bytes;
      return this;
    }

    /**
     * Sets the maximum size.
     *
     * @param bytes 1 or more
     * @return this builder
     */
    public Builder maxSize(long bytes) {
      this.maxSize = bytes;
      return this;
    }

    /**
     * Demands that clients declare a checksum of the whole file. One that a client declares on its
     * own is enforced too.
     *
     * @param algorithm the one algorithm taken
     * @return this builder
     */
    public Builder requireChecksum(ChecksumAlgorithm algorithm) {
      this.checksum = Objects.requireNonNull(algorithm, "algorithm");
      return this;
    }

    /**
     * Says whether an object that exists may be replaced.
     *
     * @param overwrite the rule; {@link Overwrite#ONLY_OWN} when not set
     * @return this builder
     */
    public Builder overwrite(Overwrite overwrite) {
      this.overwrite = Objects.requireNonNull(overwrite, "overwrite");
      return this;
    }

    /**
     * Adds user metadata to each object.
     *
     * @param name letters, digits, {@code -}, {@code _} and {@code .}; stored in lower case
     * @param value any text without control characters
     * @return this builder
     */
    public Builder metadata(String name, String value) {
      this.metadata = UploadRequest.Builder.with(metadata, name, value);
      return this;
    }

    /**
     * Stores the client's file name as metadata, without spaces at its ends. Names that aren't
     * plain ASCII are stored as encoded words of RFC 2047, as S3 itself does. One that would exceed
     * S3's 2 KB, besides the other metadata, is cut in front of its extension.
     *
     * @param metadataName the metadata's name, for instance {@code file-name}
     * @return this builder
     */
    public Builder fileNameAsMetadata(String metadataName) {
      ProfileRules.require(
          name,
          ObjectText.isMetadataName(metadataName),
          "file-name-metadata",
          ErrorText.of(
              "keeps the file name as metadata '%s'; use letters, digits, '-', '_' and '.'",
              metadataName));
      this.fileNameMetadata = metadataName.toLowerCase(Locale.ROOT);
      return this;
    }

    /**
     * Adds a tag to each object. Signing a tag needs the right {@code s3:PutObjectTagging}.
     *
     * @param name 1 to 128 characters, as S3 takes them
     * @param value up to 256 characters, likewise
     * @return this builder
     */
    public Builder tag(String name, String value) {
      this.tags = UploadRequest.Builder.with(tags, name, value);
      return this;
    }

    /**
     * Sets the storage class.
     *
     * @param storageClass S3's name of it, for instance {@code STANDARD_IA}
     * @return this builder
     */
    public Builder storageClass(String storageClass) {
      this.storageClass = header("storage-class", storageClass);
      return this;
    }

    /**
     * Sets the {@code Cache-Control} to serve the objects with.
     *
     * @param cacheControl the header's value
     * @return this builder
     */
    public Builder cacheControl(String cacheControl) {
      this.cacheControl = header("cache-control", cacheControl);
      return this;
    }

    /**
     * Sets how browsers are to show the objects; the client's file name goes with it, in UTF-8. One
     * that would exceed S3's 2 KB, besides the other headers, is cut in front of its extension.
     *
     * @param disposition inline or attachment
     * @return this builder
     */
    public Builder contentDisposition(ObjectSettings.Disposition disposition) {
      this.disposition = Objects.requireNonNull(disposition, "disposition");
      return this;
    }

    /**
     * Demands server-side encryption.
     *
     * @param encryption which
     * @return this builder
     */
    public Builder encryption(Encryption encryption) {
      this.encryption = Objects.requireNonNull(encryption, "encryption");
      return this;
    }

    /**
     * Sets a canned ACL. The bucket must have ACLs switched on (Object Ownership other than "bucket
     * owner enforced", which is the default), else S3 refuses each upload; a bucket policy is the
     * better way.
     *
     * @param acl S3's name of it, for instance {@code public-read}
     * @return this builder
     */
    public Builder acl(String acl) {
      this.acl = header("acl", acl);
      return this;
    }

    /**
     * Sets what chooses the objects' keys.
     *
     * @param keys the policy; {@link ObjectKeyPolicy#random random("")} when not set
     * @return this builder
     */
    public Builder keys(ObjectKeyPolicy keys) {
      this.keys = Objects.requireNonNull(keys, "keys");
      return this;
    }

    /**
     * Sets what one grant is good for. Read {@link UploadScope#PREFIX}'s dangers first.
     *
     * @param scope one object, or many below a prefix
     * @return this builder
     */
    public Builder scope(UploadScope scope) {
      this.scope = Objects.requireNonNull(scope, "scope");
      return this;
    }

    /**
     * Sets how long a grant is valid. It never outlives the credentials that sign it.
     *
     * @param validity one second to seven days, S3's limit; five minutes when not set
     * @return this builder
     */
    public Builder validFor(Duration validity) {
      this.validity = Objects.requireNonNull(validity, "validity");
      return this;
    }

    /**
     * Opens the profile to callers without a login. Where sessions sign its grants ({@link
     * #signAs}), all guests share one, so revoking guests revokes all of them.
     *
     * <p>Keys that {@linkplain ObjectKeyPolicy#needsSubject need a subject} can't be guests'.
     *
     * @return this builder
     */
    public Builder openToGuests() {
      this.openToGuests = true;
      return this;
    }

    /**
     * Sets what signs this profile's presigned PUTs and forms, instead of the application's own
     * keys: with a session of each subject, a grant that is already out can be revoked. Sessions
     * that can't be revoked, as those of {@code GetFederationToken}, are refused when the profile
     * is compiled, as are those that end before its grants would. All guests share one session, so
     * revoking guests revokes all of them.
     *
     * @param credentials for instance {@code SubjectSessions.subjectSession()}
     * @return this builder
     */
    public Builder signAs(SigningCredentials credentials) {
      this.signAs = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /**
     * Sets where the objects of this profile go, instead of the target that {@link UploadGrants}
     * has for all.
     *
     * @param target for instance another bucket
     * @return this builder
     */
    public Builder target(UploadTarget target) {
      this.target = Objects.requireNonNull(target, "target");
      return this;
    }

    /**
     * Asks for uploads to be completed: each grant carries a ticket, and what was uploaded counts
     * once the application has looked at it. Size, type and checksum can then be demanded of kinds
     * that S3 doesn't hold to them.
     *
     * @param completion what is looked at, and how long an upload may take
     * @return this builder
     */
    public Builder completion(CompletionSettings completion) {
      this.completion = Objects.requireNonNull(completion, "completion");
      return this;
    }

    /**
     * Builds the profile.
     *
     * @return the profile
     * @throws UploadConfigurationException when settings contradict each other or break a bound
     */
    public UploadProfile build() {
      try {
        UploadProfile profile = new UploadProfile(this);
        ProfileRules.check(profile);
        return profile;
      } catch (UploadRefusedException broken) {
        // The rules for metadata and tags are the same as in a request; here they are the
        // application's.
        throw new UploadConfigurationException(
            "profiles." + name, "Profile '" + name + "': " + broken.getMessage());
      }
    }

    private String header(String setting, String value) {
      boolean fits =
          !value.isBlank()
              && value.equals(value.strip())
              && !value.contains("  ")
              && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
      ProfileRules.require(
          name,
          fits,
          setting,
          ErrorText.of(
              "has a %s that can't be sent unchanged as a header; give printable ASCII without spaces at its ends or several in a row",
              setting));
      return value;
    }
  }
}
