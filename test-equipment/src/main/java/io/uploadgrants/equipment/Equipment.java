package io.uploadgrants.equipment;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/** What {@code tools/test-servers} starts, and what else tests need that Maven can't fetch. */
public enum Equipment {
  /** A running MinIO. */
  MINIO("MinIO"),
  /** A running LocalStack. */
  LOCALSTACK("LocalStack"),
  /** A running moto, which speaks Cognito. */
  MOTO("Moto"),
  /** A running versitygw. */
  VERSITYGW("versitygw"),
  /** A running SeaweedFS, with STS. */
  SEAWEEDFS("SeaweedFS"),
  /** A running PostgreSQL. */
  POSTGRESQL("PostgreSQL"),
  /** A running Garage. */
  GARAGE("Garage"),
  /** A running object gateway of Ceph, with STS. */
  RADOSGW("Ceph RGW"),
  /** Docker, and an image of MinIO. */
  MINIO_CONTAINER("MinIO"),
  /** Docker, and an image of LocalStack. */
  LOCALSTACK_CONTAINER("LocalStack"),
  /** Docker, and an image of versitygw. */
  VERSITYGW_CONTAINER("versitygw"),
  /** The program versitygw, for a test to start. */
  VERSITYGW_BINARY("versitygw"),
  /** A browser, and the driver that Selenium needs for it. */
  CHROMIUM("Chromium"),
  /** The clients of docs/performing-grants.md that aren't Java's, and what runs them. */
  HTTP_CLIENTS("HTTP clients"),
  /** What {@code clients/browser} is built and tested with. */
  NPM_PACKAGES("npm packages"),
  /** A proxy that a test starts. */
  NGINX("nginx"),
  /** The page of {@code samples/uppy}, with npm's own packages in it. */
  UPPY("Uppy");

  private static final String START = "Start it with: eval \"$(tools/test-servers up%s)\".";

  private static final String DEFAULT_REGION = "us-east-1";

  private final String title;

  Equipment(String title) {
    this.title = title;
  }

  /**
   * Returns where a running server is.
   *
   * @return its address
   */
  public URI endpoint() {
    return URI.create(value("ENDPOINT"));
  }

  /**
   * Returns the access key that a running server takes.
   *
   * @return its id
   */
  public String accessKey() {
    return value("ACCESS_KEY");
  }

  /**
   * Returns the secret of {@link #accessKey()}.
   *
   * @return the secret
   */
  public String secretKey() {
    return value("SECRET_KEY");
  }

  /**
   * Returns the region that a running server wants in signatures.
   *
   * @return its own, or {@code us-east-1}, which the others take
   */
  public String region() {
    String region = System.getenv(variable("REGION"));
    return region == null || region.isBlank() ? DEFAULT_REGION : region;
  }

  /**
   * Returns the image of a container.
   *
   * @return a local one, by its name
   */
  public String image() {
    return value("IMAGE");
  }

  /**
   * Returns a program that a test starts.
   *
   * @return its file
   */
  public Path binary() {
    return Path.of(value("BINARY"));
  }

  /**
   * Finds a program.
   *
   * @param names what it may be called
   * @return the first one on {@code PATH}
   */
  public static Optional<Path> program(String... names) {
    return program(System.getenv(), names);
  }

  /**
   * Returns where {@code tools/http-clients} puts what it gets.
   *
   * @return a folder with {@code python} and {@code node}
   */
  public static Path httpClients() {
    return httpClients(System.getenv());
  }

  /**
   * Returns where npm puts what {@code clients/browser} is built and tested with.
   *
   * @return a folder of packages
   */
  public static Path npmPackages() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder.resolve("clients/browser/node_modules");
  }

  /** Returns what isn't here and how to have it; nothing when all is here. */
  Optional<String> missing(Map<String, String> environment) {
    return Optional.ofNullable(
        switch (this) {
          case MINIO, LOCALSTACK, MOTO, VERSITYGW, SEAWEEDFS, POSTGRESQL, GARAGE, RADOSGW ->
              missingServer(environment);
          case MINIO_CONTAINER, LOCALSTACK_CONTAINER, VERSITYGW_CONTAINER ->
              missingContainer(environment);
          case VERSITYGW_BINARY -> missingBinary(environment);
          case CHROMIUM -> missingBrowser(environment);
          case HTTP_CLIENTS -> missingClient(environment);
          case NPM_PACKAGES -> missingPackage(environment);
          case NGINX ->
              program(environment, "nginx").isPresent()
                  ? null
                  : "'nginx' isn't on PATH; install Debian's package nginx-light or the like.";
          case UPPY -> missingBundle();
        });
  }

  /**
   * Returns whether {@code UPLOAD_TEST_SERVERS=required} asks for it, as for all that plain {@code
   * tools/test-servers up} starts. The rest takes too long for every check, so its suites are
   * skipped even there.
   */
  boolean canBeRequired() {
    return this != GARAGE && this != RADOSGW;
  }

  private String start() {
    return START.formatted(canBeRequired() ? "" : " --all");
  }

  private @Nullable String missingServer(Map<String, String> environment) {
    String variable = variable("ENDPOINT");
    return isSet(environment, variable)
        ? null
        : "%s isn't running: %s isn't set. %s".formatted(title, variable, start());
  }

  private @Nullable String missingContainer(Map<String, String> environment) {
    String variable = variable("IMAGE");
    if (!isSet(environment, variable)) {
      return "No container of %s: %s isn't set. %s".formatted(title, variable, start());
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? null
        : "No container of %s: Docker doesn't answer. %s".formatted(title, start());
  }

  private @Nullable String missingBinary(Map<String, String> environment) {
    String variable = variable("BINARY");
    return isSet(environment, variable)
        ? null
        : "No program of %s: %s isn't set. %s".formatted(title, variable, start());
  }

  private static @Nullable String missingBrowser(Map<String, String> environment) {
    if (program(environment, "chromium", "chromium-browser", "google-chrome").isEmpty()) {
      return "'chromium' isn't on PATH; install Debian's package chromium or the like.";
    }
    return program(environment, "chromedriver").isEmpty()
        ? "'chromedriver' isn't on PATH; install Debian's package chromium-driver or the like."
        : null;
  }

  private static @Nullable String missingClient(Map<String, String> environment) {
    for (String program : List.of("curl", "jq", "node")) {
      if (program(environment, program).isEmpty()) {
        return "'%s' isn't on PATH; install it with your package manager.".formatted(program);
      }
    }
    return Files.exists(httpClients(environment).resolve("version"))
        ? null
        : "Python's requests and axios aren't installed. Run tools/http-clients.";
  }

  private static @Nullable String missingBundle() {
    return Equipment.class.getResource("/static/uppy6.js") == null
        ? "Uppy isn't bundled. Run samples/uppy/web/bundle, which needs node and npm, before Maven."
        : null;
  }

  private static @Nullable String missingPackage(Map<String, String> environment) {
    if (program(environment, "node").isEmpty()) {
      return "'node' isn't on PATH; install it with your package manager.";
    }
    return Files.exists(npmPackages())
        ? null
        : "The packages of clients/browser aren't installed. Run clients/browser/check.";
  }

  private static Path httpClients(Map<String, String> environment) {
    String home = environment.get("UPLOAD_TEST_HTTP_CLIENTS");
    return home != null
        ? Path.of(home)
        : Path.of(System.getProperty("user.home", ""), ".cache/upload-grants/http-clients");
  }

  private static Optional<Path> program(Map<String, String> environment, String... names) {
    String[] folders = environment.getOrDefault("PATH", "").split(File.pathSeparator, -1);
    return Stream.of(names)
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isSet(Map<String, String> environment, String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  private String variable(String what) {
    return "UPLOAD_TEST_%s_%s".formatted(name().replaceFirst("_(CONTAINER|BINARY)$", ""), what);
  }

  private String value(String what) {
    String variable = variable(what);
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "%s isn't set. A suite that reads it says @Needs(%s).".formatted(variable, name()));
    }
    return value;
  }

  @Override
  public String toString() {
    return title;
  }
}
