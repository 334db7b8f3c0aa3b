package io.uploadgrants.testkit.embedded;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.embedded.access.SessionGuard;
import io.uploadgrants.testkit.embedded.http.Listener;
import io.uploadgrants.testkit.embedded.iam.Permissions;
import io.uploadgrants.testkit.embedded.iam.QueryCallers;
import io.uploadgrants.testkit.embedded.iam.RolePolicies;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.signature.Times;
import io.uploadgrants.testkit.embedded.store.ObjectLists;
import io.uploadgrants.testkit.embedded.store.RequestStore;
import io.uploadgrants.testkit.embedded.store.UploadLocks;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * An S3 and STS server in this JVM, on a free port of the loopback interface. S3Proxy keeps the
 * objects and checks the signatures of requests, URLs and forms; what S3 refuses beyond that is
 * refused before: expired and ambiguous requests, {@code x-amz-*} headers that aren't signed, and
 * what a session's token, lifetime or policies don't allow.
 *
 * <p>Every role that somebody names exists. Its inline policies are put by {@link
 * Builder#rolePolicy} or, at the same address, by IAM's {@code PutRolePolicy}, and count from then
 * on for each request of each session of a role of that name, whatever the role's account and path.
 * A role may do everything that none of them denies; once one of them has a statement that allows,
 * what they allow together. A session with a session policy needs its permission too. The server's
 * own keys are no role's.
 */
public final class EmbeddedS3 implements AutoCloseable {

  /** The region that signatures name; the server takes any. */
  public static final String REGION = "us-east-1";

  private final BlobStore store;
  private final AwsBasicCredentials credentials;
  private final TestClock clock = new TestClock(InstantSource.system());
  private final Faults faults = new Faults();
  private final Listener listener;
  private final URI endpoint;

  private EmbeddedS3(
      BlobStore store,
      CrossOriginResourceSharing cors,
      WebIdentities webIdentities,
      RolePolicies roles) {
    this.store = store;
    this.credentials =
        AwsBasicCredentials.create(
            "EMBEDDED" + random().substring(0, 12).toUpperCase(Locale.ROOT), random());
    this.listener = Listener.open(gate(cors, webIdentities, roles));
    this.endpoint = URI.create("http://127.0.0.1:" + listener.port());
  }

  private Gate gate(
      CrossOriginResourceSharing cors, WebIdentities webIdentities, RolePolicies roles) {
    Sessions sessions = new Sessions(new SecureRandom());
    Permissions permissions = new Permissions(roles);
    QueryCallers callers =
        new QueryCallers(
            credentials.accessKeyId(), credentials.secretAccessKey(), sessions, permissions);
    return new Gate(
        new Proxy(
            new RequestStore(new UploadLocks(ObjectLists.over(store))),
            credentials,
            sessions,
            cors),
        new QueryDoor(new QueryEndpoint(callers, sessions, roles, clock, webIdentities)),
        new SessionGuard(credentials.accessKeyId(), sessions, permissions, clock),
        new Times(clock),
        faults);
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * Starts the set-up.
   *
   * @return a builder; without further settings the objects stay in memory and browsers are refused
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return where the server is, for instance {@code http://127.0.0.1:41234}} */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Returns the keys that may do everything, made at the start; all others are issued by STS.
   *
   * @return a provider of it
   */
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(credentials);
  }

  /**
   * Returns the server's time.
   *
   * @return a clock that starts with the machine's
   */
  public TestClock clock() {
    return clock;
  }

  /**
   * Returns what makes the server do wrong.
   *
   * @return the faults of this server alone
   */
  public Faults faults() {
    return faults;
  }

  /**
   * Makes a bucket where it doesn't exist.
   *
   * @param bucket the bucket's name
   */
  public void makeBucket(String bucket) {
    if (!store.containerExists(bucket)) {
      store.createContainer(bucket);
    }
  }

  /**
   * Returns a target in this server, and makes its bucket where it doesn't exist.
   *
   * @param bucket the bucket's name
   * @return a builder, with endpoint, region and path style set
   */
  public UploadTarget.Builder target(String bucket) {
    makeBucket(bucket);
    return UploadTarget.bucket(bucket)
        .region(REGION)
        .endpoint(endpoint)
        .pathStyle(true)
        .with(
            StoreFeature.CONDITIONAL_WRITES,
            StoreFeature.CONDITIONAL_COMPLETES,
            StoreFeature.CONDITIONAL_COPIES,
            StoreFeature.COMPLETE_SIZES,
            StoreFeature.COMPLETE_CHECKSUMS,
            StoreFeature.WHOLE_UPLOADS,
            StoreFeature.CHECKSUMS,
            StoreFeature.FORM_CHECKSUMS,
            StoreFeature.FORM_HEADERS,
            StoreFeature.FORM_FILE_NAMES,
            StoreFeature.FORM_FIELDS_REFUSED,
            StoreFeature.STORAGE_CLASSES,
            StoreFeature.SSE_S3,
            StoreFeature.UNSIGNED_HEADERS_REFUSED,
            StoreFeature.POLICY_ESCAPES,
            StoreFeature.POLICY_CONDITIONS,
            StoreFeature.CASE_SENSITIVE_POLICIES,
            StoreFeature.CONDITIONAL_WRITE_POLICIES);
  }

  /** Ends the server at once. Objects in memory are gone; those in a folder stay. */
  @Override
  public void close() {
    faults.end();
    try {
      listener.close();
    } finally {
      store.close();
    }
  }

  /** Builds and starts a server. Not thread-safe. */
  public static final class Builder {

    private @Nullable Path folder;
    private List<String> origins = List.of();
    private WebIdentities webIdentities = QueryEndpoint.NO_WEB_IDENTITIES;
    private final RolePolicies roles = new RolePolicies();

    private Builder() {}

    /**
     * Keeps the objects in a folder rather than in memory, in a folder of each bucket. Where a
     * key's folders have no extension and its last segment has one, all of ASCII letters, digits
     * and {@code -_.~ ()+,=@}, as in {@code users/u1/me.png}, its path is that of its file, and a
     * file that is put there by hand is an object. Other keys have names in which {@code %} marks
     * what is different, and files of other names are no objects.
     *
     * <p>A disk that ignores case keeps one object for keys that differ in nothing else.
     *
     * @param folder an existing folder
     * @return this builder
     */
    public Builder folder(Path folder) {
      this.folder = folder;
      return this;
    }

    /**
     * Lets pages of these origins upload (CORS), with any header, and read {@code ETag} and {@code
     * Location}.
     *
     * @param origins for instance {@code http://localhost:8080}, or {@code *} for every origin
     * @return this builder
     */
    public Builder allowedOrigins(String... origins) {
      this.origins = List.of(origins);
      return this;
    }

    /**
     * Takes the tokens of {@code AssumeRoleWithWebIdentity} that this verifies; without it, every
     * token is refused.
     *
     * @param verifier verifies tokens
     * @return this builder
     */
    public Builder webIdentities(WebIdentities verifier) {
      this.webIdentities = verifier;
      return this;
    }

    /**
     * Gives a role an inline policy from the start, as IAM's {@code PutRolePolicy} does later. A
     * second one of the same name replaces the first.
     *
     * @param roleName the role's name, not its ARN: up to 64 letters, digits and {@code _+=,.@-}
     * @param policyName up to 128 of the same characters
     * @param document the policy in JSON; all of a role's have up to 10,240 characters, white space
     *     not counted
     * @return this builder
     * @throws IllegalArgumentException when IAM would refuse a name or the document, or it has
     *     something that this server doesn't evaluate
     */
    public Builder rolePolicy(String roleName, String policyName, String document) {
      try {
        roles.put(roleName, policyName, document);
      } catch (QueryException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      return this;
    }

    /**
     * Starts the server.
     *
     * @return the server, ready
     */
    public EmbeddedS3 start() {
      return new EmbeddedS3(store(), cors(), webIdentities, new RolePolicies(roles));
    }

    private BlobStore store() {
      Properties properties = new Properties();
      if (folder == null) {
        return BlobStores.create("transient-nio2", properties);
      }
      properties.setProperty("jclouds.filesystem.basedir", folder.toString());
      return BlobStores.create("filesystem-nio2", properties);
    }

    private CrossOriginResourceSharing cors() {
      if (origins.isEmpty()) {
        return CrossOriginResourceSharing.disabled();
      }
      return new CrossOriginResourceSharing(
          origins.stream().map(Builder::pattern).toList(),
          List.of("GET", "HEAD", "PUT", "POST"),
          List.of("*"),
          List.of("ETag", "Location"),
          "false");
    }

    /** The server reads origins as regular expressions. */
    private static String pattern(String origin) {
      return origin.equals("*") ? ".*" : Pattern.quote(origin);
    }
  }
}
