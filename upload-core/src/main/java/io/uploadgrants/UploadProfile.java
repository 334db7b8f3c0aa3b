package io.uploadgrants;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one kind of upload may be, set by the application under a name. Immutable. */
public final class UploadProfile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Duration MAX_VALIDITY = Duration.ofDays(7);

  private final String name;
  private final List<GrantKind> kinds;
  private final UploadConstraints constraints;
  private final ObjectSettings settings;
  private final ObjectKeyPolicy keys;
  private final UploadScope scope;
  private final Duration validity;
  private final boolean openToGuests;
  private final int successStatus;
  private final @Nullable URI successRedirect;
  private final @Nullable SigningCredentials signAs;
  private final Set<OwnObjects> ownObjects;

  private UploadProfile(Builder builder) {
    this.name = builder.name;
    this.kinds = List.copyOf(builder.kinds);
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
    this.successStatus = builder.successStatus;
    this.successRedirect = builder.successRedirect;
    this.signAs = builder.signAs;
    this.ownObjects = Collections.unmodifiableSet(builder.ownObjects);
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

  /**
   * Returns the name that clients use.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the kinds of grant that the profile allows.
   *
   * @return the kinds, the preferred one first
   */
  public List<GrantKind> kinds() {
    return kinds;
  }

  /**
   * Returns what is demanded of a file.
   *
   * @return the constraints
   */
  public UploadConstraints constraints() {
    return constraints;
  }

  /**
   * Returns what is stored with each object.
   *
   * @return the settings
   */
  public ObjectSettings settings() {
    return settings;
  }

  /**
   * Returns what chooses the objects' keys.
   *
   * @return the policy
   */
  public ObjectKeyPolicy keys() {
    return keys;
  }

  /**
   * Returns what one grant is good for.
   *
   * @return one object, or many below a prefix
   */
  public UploadScope scope() {
    return scope;
  }

  /**
   * Returns how long a grant is valid at most.
   *
   * @return one second to seven days
   */
  public Duration validity() {
    return validity;
  }

  /**
   * Returns whether callers without a login may upload.
   *
   * @return whether the profile is open to guests
   */
  public boolean openToGuests() {
    return openToGuests;
  }

  /**
   * Returns the status with which S3 answers a form that it took.
   *
   * @return 200, 201 or 204
   */
  public int successStatus() {
    return successStatus;
  }

  /**
   * Returns where S3 sends a browser after a form that it took.
   *
   * @return an absolute http or https URI, or {@code null} for an answer with {@link
   *     #successStatus()}
   */
  public @Nullable URI successRedirect() {
    return successRedirect;
  }

  /**
   * Returns what signs the grants of this profile, where that isn't what signs all others.
   *
   * @return for instance a session of each subject, or {@code null}
   */
  public @Nullable SigningCredentials signAs() {
    return signAs;
  }

  /**
   * Returns what the holder of temporary credentials may do beside uploading.
   *
   * @return what was allowed, nothing unless the application said so
   */
  public Set<OwnObjects> ownObjects() {
    return ownObjects;
  }

  /**
   * Returns the constraints that this profile has, each of which a grant must enforce.
   *
   * @param target where the objects go; it may demand a bucket owner
   * @return the constraints
   */
  public Set<UploadConstraint> required(UploadTarget target) {
    Set<UploadConstraint> required = EnumSet.of(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    addIf(required, UploadConstraint.SIZE, constraints.boundSize());
    addIf(required, UploadConstraint.CONTENT_TYPE, !constraints.contentTypes().isEmpty());
    addIf(required, UploadConstraint.CHECKSUM, constraints.checksum() != null);
    addIf(required, UploadConstraint.NO_OVERWRITE, constraints.overwrite() == Overwrite.NEVER);
    addIf(
        required,
        UploadConstraint.METADATA,
        !settings.metadata().isEmpty() || settings.fileNameMetadata() != null);
    addIf(required, UploadConstraint.TAGS, !settings.tags().isEmpty());
    addIf(required, UploadConstraint.STORAGE_CLASS, settings.storageClass() != null);
    addIf(required, UploadConstraint.ENCRYPTION, settings.encryption() != null);
    addIf(
        required,
        UploadConstraint.HEADERS,
        settings.cacheControl() != null
            || settings.disposition() != null
            || settings.acl() != null
            || target.expectedBucketOwner() != null);
    return required;
  }

  private static void addIf(Set<UploadConstraint> set, UploadConstraint constraint, boolean has) {
    if (has) {
      set.add(constraint);
    }
  }

  /** Returns the profile's name. */
  @Override
  public String toString() {
    return "UploadProfile[" + name + "]";
  }

  /** Builds a profile. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private Set<GrantKind> kinds = EnumSet.of(GrantKind.PRESIGNED_PUT);
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
    private int successStatus = 201;
    private @Nullable URI successRedirect;
    private @Nullable SigningCredentials signAs;
    private final Set<OwnObjects> ownObjects = EnumSet.noneOf(OwnObjects.class);

    private Builder(String name) {
      if (!NAME.matcher(name).matches()) {
        throw new UploadConfigurationException(
            "profiles",
            "'%s' is no name for a profile; use 1 to 64 letters, digits, '.', '-' and '_', with a letter or digit first."
                .formatted(Text.shorten(name)));
      }
      this.name = name;
    }

    /**
     * Sets the kinds of grant that the profile allows. Each must enforce every constraint.
     *
     * @param kinds one or more, the preferred one first
     * @return this builder
     */
    public Builder kinds(GrantKind... kinds) {
      this.kinds = new LinkedHashSet<>(List.of(kinds));
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
     * Sets the least size. Without it, a profile with a greatest size refuses empty files.
     *
     * @param bytes 0 or more
     * @return this builder
     */
    public Builder minSize(long bytes) {
      this.minSize = bytes;
      return this;
    }

    /**
     * Sets the greatest size.
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
     * S3's 2 KB, beside the other metadata, is cut in front of its extension.
     *
     * @param metadataName the metadata's name, for instance {@code file-name}
     * @return this builder
     */
    public Builder fileNameAsMetadata(String metadataName) {
      require(
          ObjectText.isMetadataName(metadataName),
          "file-name-metadata",
          "keeps the file name as metadata '%s'; use letters, digits, '-', '_' and '.'"
              .formatted(Text.shorten(metadataName)));
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
     * that would exceed S3's 2 KB, beside the other headers, is cut in front of its extension.
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
     * Sets the status with which S3 answers a form that it took.
     *
     * @param status 200, 201 (with an XML body that names the object; when not set) or 204
     * @return this builder
     */
    public Builder successStatus(int status) {
      this.successStatus = status;
      return this;
    }

    /**
     * Sets where S3 sends a browser after a form that it took, with {@code bucket}, {@code key} and
     * {@code etag} in the query.
     *
     * @param redirect an absolute http or https URI
     * @return this builder
     */
    public Builder successRedirect(URI redirect) {
      this.successRedirect = Objects.requireNonNull(redirect, "redirect");
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
     * Lets the holder of temporary credentials do more with the objects of its own key or prefix
     * than upload them.
     *
     * @param allowed reading, listing
     * @return this builder
     */
    public Builder allowOwnObjects(OwnObjects... allowed) {
      ownObjects.addAll(List.of(allowed));
      return this;
    }

    /**
     * Builds the profile.
     *
     * @return the profile
     * @throws UploadConfigurationException when settings contradict each other or break a bound
     */
    public UploadProfile build() {
      require(!kinds.isEmpty(), "kinds", "allows no kind of grant; name at least one");
      require(
          maxSize == null || maxSize > 0, "max-size", "has no positive greatest size; give bytes");
      require(
          minSize == null || minSize >= 0 && (maxSize == null || minSize <= maxSize),
          "min-size",
          "has a least size of "
              + minSize
              + " bytes and a greatest of "
              + maxSize
              + "; give 0 <= least <= greatest");
      require(
          validity.compareTo(Duration.ofSeconds(1)) >= 0 && validity.compareTo(MAX_VALIDITY) <= 0,
          "valid-for",
          "is valid for " + validity + "; S3 takes 1 second to 7 days");
      require(
          List.of(200, 201, 204).contains(successStatus),
          "success-status",
          "has the success status " + successStatus + "; S3 knows 200, 201 and 204");
      require(
          successRedirect == null
              || successRedirect.getHost() != null
                  && List.of("http", "https").contains(successRedirect.getScheme()),
          "success-redirect",
          "redirects to '" + successRedirect + "'; give an absolute http or https URI");
      require(
          successRedirect == null || kinds.contains(GrantKind.POST_POLICY),
          "success-redirect",
          "redirects after a form, and allows none; add the kind post-policy, or drop the redirect");
      require(
          signAs == null
              || kinds.contains(GrantKind.PRESIGNED_PUT)
              || kinds.contains(GrantKind.POST_POLICY),
          "kinds",
          "says what signs its grants, and allows no kind that is signed; add presigned-put or post-policy, or drop signAs");
      require(
          ownObjects.isEmpty() || kinds.contains(GrantKind.TEMPORARY_CREDENTIALS),
          "own-objects",
          "allows to read or list, which only temporary-credentials can; add that kind, or drop it");
      require(
          !ownObjects.contains(OwnObjects.LIST) || scope == UploadScope.PREFIX,
          "own-objects",
          "allows to list the objects of one key; allow reading alone, or set the scope to prefix");
      require(
          !openToGuests || !keys.needsSubject(),
          "guests",
          "is open to guests, and its keys are for subjects alone; close it to guests, or give it keys that guests can have");
      require(
          scope == UploadScope.PREFIX || !(keys instanceof FolderPolicy),
          "scope",
          "has a folder for keys, and grants one object; set the scope to prefix, or give it keys for objects, for instance perSubject");
      require(
          fileNameMetadata == null
              || metadata.keySet().stream().noneMatch(fileNameMetadata::equalsIgnoreCase),
          "file-name-metadata",
          "has metadata '" + fileNameMetadata + "' beside the file name of that name; rename one");
      if (!exactTypes) {
        StoredType.checkAllowed(name, contentTypes);
      }
      try {
        return new UploadProfile(this);
      } catch (UploadRefusedException broken) {
        // The rules for metadata and tags are the same as in a request; here they are the
        // application's.
        throw new UploadConfigurationException(
            "profiles." + name, "Profile '" + name + "': " + broken.getMessage());
      }
    }

    private void require(boolean condition, String setting, String fault) {
      if (!condition) {
        throw new UploadConfigurationException(
            "profiles." + name + "." + setting, "Profile '" + name + "' " + fault + ".");
      }
    }

    private String header(String setting, String value) {
      boolean fits =
          !value.isBlank()
              && value.equals(value.strip())
              && !value.contains("  ")
              && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
      require(
          fits,
          setting,
          "has a %s that doesn't survive as a header; give printable ASCII without spaces at its ends or runs of them"
              .formatted(setting));
      return value;
    }
  }
}
