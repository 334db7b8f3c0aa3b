package io.uploadgrants;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for which kind of upload, and what the client says of its file.
 *
 * <p>Everything here but {@code metadata} and {@code tags} may come from a client as it is: it is
 * checked, and widens nothing. Metadata and tags are the application's own. A value outside its
 * bounds is refused with the code {@code invalid-request}.
 *
 * @param profile the name of a profile, 1 to 1,024 characters
 * @param subject a stable id of who uploads, or {@code null} for a guest; 1 to 1,024 characters
 * @param fileName the file's name on the client, or {@code null}; up to 1,024 characters, not all
 *     of them spaces, none a control character; an empty one counts as {@code null}
 * @param size the file's size in bytes, 0 or more, or {@code null} when unknown
 * @param sizeAtCompletion whether a grant may leave the size to completion when it is unknown, as
 *     {@link Builder#sizeAtCompletion(boolean)} says
 * @param partSize the size in bytes of the parts into which a client cuts its file by a rule of its
 *     own, 5 MiB to 5 GiB, or {@code null} for the profile's
 * @param contentType the file's media type, or {@code null}; up to 255 characters as RFC 9110 has
 *     them, and as browsers write recordings' codecs. It is kept in lower case up to the
 *     parameters' values, without blanks but one space behind a semicolon. An empty one, as
 *     browsers have for a type that they don't know, counts as {@code null}
 * @param checksum the file's checksum, or {@code null}
 * @param kind the kind of grant wanted, or {@code null} for the first of the profile that fits
 * @param metadata user metadata to store with the object, besides the profile's
 * @param tags tags to put on the object, besides the profile's
 * @param logins the caller's tokens by identity provider, for credentials that a token is exchanged
 *     for; names as Cognito has them, such as {@code accounts.google.com}. At most 10, each token
 *     of 1 to 20,000 printable ASCII characters; the tokens are secrets
 */
public record UploadRequest(
    String profile,
    @Nullable String subject,
    @Nullable String fileName,
    @Nullable Long size,
    boolean sizeAtCompletion,
    @Nullable Long partSize,
    @Nullable String contentType,
    @Nullable Checksum checksum,
    @Nullable GrantKind kind,
    Map<String, String> metadata,
    Map<String, String> tags,
    Map<String, String> logins) {

  private static final int MAX_TEXT = 1_024;
  private static final int MAX_LOGINS = 10;
  private static final int MAX_TOKEN = 20_000;

  /** Checks the values. */
  public UploadRequest {
    checkText("profile", Objects.requireNonNull(profile, "profile"));
    checkText("subject", subject);
    fileName = emptyAsNull(fileName);
    checkText("fileName", fileName);
    if (fileName != null
        && (Text.hasControl(fileName) || fileName.isBlank() || ObjectText.looksEncoded(fileName))) {
      throw UploadRefusedException.invalid(
          "The file name is blank, or has a control character or an encoded word of RFC 2047; send the name without it.");
    }
    if (size != null && size < 0) {
      throw UploadRefusedException.invalid(
          "The size " + size + " is negative; give the file's size in bytes.");
    }
    if (partSize != null
        && (partSize < PartPlan.MIN_PART_SIZE || partSize > PartPlan.MAX_PART_SIZE)) {
      throw UploadRefusedException.invalid(
          "Parts of %d bytes were asked for, and S3 takes parts of %d to %d; ask for a size between them.",
          partSize, PartPlan.MIN_PART_SIZE, PartPlan.MAX_PART_SIZE);
    }
    contentType = emptyAsNull(contentType);
    if (contentType != null) {
      contentType = MediaTypes.canonical(contentType);
    }
    metadata = metadata.isEmpty() ? Map.of() : ObjectText.metadata(metadata);
    tags = tags.isEmpty() ? Map.of() : ObjectText.tags(tags);
    logins = logins.isEmpty() ? Map.of() : checkedLogins(logins);
  }

  /** Returns whether the size is left to completion. */
  boolean leavesSizeOpen() {
    return size == null && sizeAtCompletion;
  }

  /**
   * Returns the constraints that the request adds to those of its profile.
   *
   * @return those of its checksum, metadata and tags, where it has them; unmodifiable
   */
  public Set<UploadConstraint> required() {
    if (checksum == null && metadata.isEmpty() && tags.isEmpty()) {
      return Set.of();
    }
    Set<UploadConstraint> required = EnumSet.noneOf(UploadConstraint.class);
    if (checksum != null) {
      required.add(UploadConstraint.CHECKSUM);
    }
    if (!metadata.isEmpty()) {
      required.add(UploadConstraint.METADATA);
    }
    if (!tags.isEmpty()) {
      required.add(UploadConstraint.TAGS);
    }
    return Collections.unmodifiableSet(required);
  }

  /** Browsers say so of what they don't know. */
  private static @Nullable String emptyAsNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static Map<String, String> checkedLogins(Map<String, String> logins) {
    boolean fit =
        logins.size() <= MAX_LOGINS
            && logins.entrySet().stream()
                .allMatch(
                    login -> isPlain(login.getKey(), 256) && isPlain(login.getValue(), MAX_TOKEN));
    if (!fit) {
      throw UploadRefusedException.invalid(
          "There are more than %d logins, or one has a provider's name beyond 256 or a token beyond %d printable ASCII characters; send the token as the provider issued it.",
          MAX_LOGINS, MAX_TOKEN);
    }
    return Collections.unmodifiableMap(new TreeMap<>(logins));
  }

  private static boolean isPlain(String text, int max) {
    return !text.isEmpty()
        && text.length() <= max
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static void checkText(String name, @Nullable String text) {
    if (text == null) {
      return;
    }
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The %s has %d characters; it must have 1 to %d.", name, text.length(), MAX_TEXT),
          MAX_TEXT,
          text.length());
    }
    if (!Text.isWellFormed(text)) {
      throw UploadRefusedException.invalid(
          "The " + name + " has half of a surrogate pair; send well-formed Unicode.");
    }
  }

  UploadRequest withContentType(String type) {
    return new UploadRequest(
        profile,
        subject,
        fileName,
        size,
        sizeAtCompletion,
        partSize,
        type,
        checksum,
        kind,
        metadata,
        tags,
        logins);
  }

  /**
   * Starts a request.
   *
   * @param profile the name of a profile
   * @return a builder for it
   */
  public static Builder of(String profile) {
    return new Builder(profile);
  }

  /**
   * Returns what is asked for, without the subject, the file's name, the application's data and the
   * logins.
   */
  @Override
  public String toString() {
    return "UploadRequest[profile=%s, size=%s, contentType=%s, kind=%s]"
        .formatted(ErrorText.shown(profile), size, contentType, kind);
  }

  /**
   * Builds a request. Not thread-safe.
   *
   * <p>What was set can be read, so that whoever is handed a builder can decide by it. It is as it
   * was given, not yet checked, and often a client's: hostile text.
   */
  public static final class Builder {

    private final String profile;
    private @Nullable String subject;
    private @Nullable String fileName;
    private @Nullable Long size;
    private boolean sizeAtCompletion;
    private @Nullable Long partSize;
    private @Nullable String contentType;
    private @Nullable Checksum checksum;
    private @Nullable GrantKind kind;
    private Map<String, String> metadata = Map.of();
    private Map<String, String> tags = Map.of();
    private Map<String, String> logins = Map.of();

    private Builder(String profile) {
      this.profile = Objects.requireNonNull(profile, "profile");
    }

    /**
     * Says who uploads.
     *
     * @param subject a stable id from the application's own login, or {@code null} for a guest
     * @return this builder
     */
    public Builder by(@Nullable String subject) {
      this.subject = subject;
      return this;
    }

    /**
     * Says what the client says of its file.
     *
     * @param name its name, or {@code null}
     * @param size its size in bytes
     * @param contentType its media type, or {@code null}
     * @return this builder
     */
    public Builder file(@Nullable String name, long size, @Nullable String contentType) {
      return fileName(name).size(size).contentType(contentType);
    }

    /**
     * Sets the file's name.
     *
     * @param fileName the name, or {@code null}
     * @return this builder
     */
    public Builder fileName(@Nullable String fileName) {
      this.fileName = fileName;
      return this;
    }

    /**
     * Sets the file's size.
     *
     * @param size bytes, or {@code null} when unknown
     * @return this builder
     */
    public Builder size(@Nullable Long size) {
      this.size = size;
      return this;
    }

    /**
     * Allows a grant without a size, which completion checks then: for clients that don't tell one,
     * such as Uppy. It changes nothing where the size is known, which is then signed.
     *
     * <p>Only a {@link GrantKind#MULTIPART} takes it. Its parts are signed without their lengths,
     * so until its completion removes them, its holder can fill the store with as many parts as the
     * profile's maximum size makes of 5 MiB, each of up to 5 GiB. So it is the application that
     * says this, never the client.
     *
     * @param allowed whether it may; {@code false} when not set
     * @return this builder
     */
    public Builder sizeAtCompletion(boolean allowed) {
      this.sizeAtCompletion = allowed;
      return this;
    }

    /**
     * Sets the size of the parts of a multipart upload, for clients that cut a file by a rule of
     * their own and can't be told another, such as Uppy. It counts where the file's size is known.
     *
     * @param bytes 5 MiB to 5 GiB, or {@code null} for the profile's
     * @return this builder
     */
    public Builder partSize(@Nullable Long bytes) {
      this.partSize = bytes;
      return this;
    }

    /**
     * Sets the file's media type.
     *
     * @param contentType the type, or {@code null}
     * @return this builder
     */
    public Builder contentType(@Nullable String contentType) {
      this.contentType = contentType;
      return this;
    }

    /**
     * Sets the file's checksum.
     *
     * @param checksum the checksum, or {@code null}
     * @return this builder
     */
    public Builder checksum(@Nullable Checksum checksum) {
      this.checksum = checksum;
      return this;
    }

    /**
     * Asks for one kind.
     *
     * @param kind the kind, or {@code null} for the first of the profile that fits
     * @return this builder
     */
    public Builder kind(@Nullable GrantKind kind) {
      this.kind = kind;
      return this;
    }

    /**
     * Adds user metadata.
     *
     * @param name letters, digits, {@code -}, {@code _} and {@code .}; stored in lower case
     * @param value any text without control characters
     * @return this builder
     */
    public Builder metadata(String name, String value) {
      metadata = with(metadata, name, value);
      return this;
    }

    /**
     * Adds a tag.
     *
     * @param name 1 to 128 characters, as S3 takes them
     * @param value up to 256 characters, likewise
     * @return this builder
     */
    public Builder tag(String name, String value) {
      tags = with(tags, name, value);
      return this;
    }

    /**
     * Adds the caller's token of an identity provider, for credentials that it is exchanged for.
     *
     * @param provider the provider's name as Cognito has it, for instance {@code
     *     accounts.google.com} or {@code cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}
     * @param token the token as the provider issued it, a secret
     * @return this builder
     */
    public Builder login(String provider, String token) {
      logins = with(logins, provider, token);
      return this;
    }

    /** {@return the name of the profile} */
    public String profile() {
      return profile;
    }

    /** {@return who uploads, or {@code null} for a guest} */
    public @Nullable String subject() {
      return subject;
    }

    /** {@return the file's name on the client, or {@code null}} */
    public @Nullable String fileName() {
      return fileName;
    }

    /** {@return the file's size in bytes, or {@code null} when unknown} */
    public @Nullable Long size() {
      return size;
    }

    /** {@return whether a grant may leave the size to completion when it is unknown} */
    public boolean sizeAtCompletion() {
      return sizeAtCompletion;
    }

    /** {@return the size in bytes of the client's parts, or {@code null} for the profile's} */
    public @Nullable Long partSize() {
      return partSize;
    }

    /** {@return the file's media type as it was given, or {@code null}} */
    public @Nullable String contentType() {
      return contentType;
    }

    /** {@return the file's checksum, or {@code null}} */
    public @Nullable Checksum checksum() {
      return checksum;
    }

    /** {@return the kind of grant wanted, or {@code null}} */
    public @Nullable GrantKind kind() {
      return kind;
    }

    /** {@return the user metadata added so far} */
    public Map<String, String> metadata() {
      return metadata;
    }

    /** {@return the tags added so far} */
    public Map<String, String> tags() {
      return tags;
    }

    static Map<String, String> with(Map<String, String> map, String name, String value) {
      Map<String, String> extended = new TreeMap<>(map);
      extended.put(name, value);
      return Collections.unmodifiableMap(extended);
    }

    /**
     * Builds the request.
     *
     * @return the request
     * @throws UploadRefusedException {@code invalid-request} when a value is outside its bounds
     */
    public UploadRequest build() {
      return new UploadRequest(
          profile,
          subject,
          fileName,
          size,
          sizeAtCompletion,
          partSize,
          contentType,
          checksum,
          kind,
          metadata,
          tags,
          logins);
    }
  }
}
