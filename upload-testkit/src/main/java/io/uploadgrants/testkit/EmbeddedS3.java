package io.uploadgrants.testkit;

import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * An S3 server in this JVM, on a free port of the loopback interface: S3Proxy, which checks
 * signatures of URLs and forms.
 */
public final class EmbeddedS3 implements AutoCloseable {

  /** The region that signatures name; the server takes any. */
  public static final String REGION = "us-east-1";

  private final S3Proxy server;
  private final BlobStore store;
  private final URI endpoint;
  private final AwsBasicCredentials credentials;

  private EmbeddedS3(
      S3Proxy server, BlobStore store, URI endpoint, AwsBasicCredentials credentials) {
    this.server = server;
    this.store = store;
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  /**
   * Starts the set-up.
   *
   * @return a builder; without further settings the objects stay in memory and browsers are refused
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns where the server is.
   *
   * @return for instance {@code http://127.0.0.1:41234}
   */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Returns the one pair of keys that the server knows, made at its start.
   *
   * @return a provider of it
   */
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(credentials);
  }

  /**
   * Returns a target in this server, and makes its bucket where it doesn't exist.
   *
   * @param bucket the bucket's name
   * @return a builder, with endpoint, region and path style set
   */
  public UploadTarget.Builder target(String bucket) {
    if (!store.containerExists(bucket)) {
      store.createContainer(bucket);
    }
    return UploadTarget.bucket(bucket).region(REGION).endpoint(endpoint).pathStyle(true);
  }

  /** Ends the server. Objects in memory are gone; those in a folder stay. */
  @Override
  public void close() {
    try {
      server.stop();
      store.close();
    } catch (Exception failed) {
      throw new IllegalStateException("The embedded S3 server can't be stopped", failed);
    }
  }

  /** Builds and starts a server. Not thread-safe. */
  public static final class Builder {

    private @Nullable Path folder;
    private List<String> origins = List.of();

    private Builder() {}

    /**
     * Keeps the objects in a folder rather than in memory.
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
     * Starts the server.
     *
     * @return the server, ready
     */
    public EmbeddedS3 start() {
      AwsBasicCredentials credentials =
          AwsBasicCredentials.create(
              "EMBEDDED" + random().substring(0, 12).toUpperCase(Locale.ROOT), random());
      BlobStore store = store();
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(
                  AuthenticationType.AWS_V4,
                  credentials.accessKeyId(),
                  credentials.secretAccessKey())
              // Today's SDKs send headers that the server doesn't know.
              .ignoreUnknownHeaders(true)
              .corsRules(cors())
              .build();
      try {
        server.start();
      } catch (Exception failed) {
        throw new IllegalStateException("The embedded S3 server can't be started", failed);
      }
      URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
      return new EmbeddedS3(server, store, endpoint, credentials);
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

    private static String random() {
      return UUID.randomUUID().toString().replace("-", "");
    }
  }
}
