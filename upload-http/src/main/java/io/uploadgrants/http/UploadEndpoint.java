package io.uploadgrants.http;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers requests for grants: {@code POST} at the base path asks for one, at {@code /batch} below
 * for up to 100; {@code GET} at {@code /profiles} tells what may be uploaded; with {@link
 * Builder#completions completions}, what follows the grant too. The browser client is at {@code
 * /client.js}. Thread-safe.
 *
 * <p>Callers without a login are refused unless a profile is {@linkplain
 * io.uploadgrants.UploadProfile#openToGuests() open to guests}. Requests must be {@code
 * application/json}, so that a form on another site can't make one. Errors are {@code
 * application/problem+json}. What fails on the server is logged without the texts of foreign
 * exceptions, which may hold credentials.
 */
public final class UploadEndpoint extends HttpEndpoint<UploadExchange> {

  private final UploadGrants grants;
  private final GrantBatch batch = new GrantBatch();
  private final int maxBodySize;
  private final @Nullable TicketRoutes tickets;

  private UploadEndpoint(Builder builder) {
    super(builder.maxBodySize);
    this.grants = builder.grants;
    this.maxBodySize = builder.maxBodySize;
    this.tickets = builder.completions == null ? null : new TicketRoutes(builder.completions);
  }

  /**
   * Starts an endpoint.
   *
   * @param grants what issues the grants; must not be {@code null}
   * @return a builder, all of whose settings have a default
   */
  public static Builder builder(UploadGrants grants) {
    return new Builder(grants);
  }

  /**
   * Returns what is served below the base, for adapters that must know each path.
   *
   * @return the paths, such as {@code /profiles}
   */
  public List<String> paths() {
    Stream<String> routes =
        Arrays.stream(Resource.values())
            .filter(resource -> resource != Resource.GRANTS)
            .filter(resource -> tickets != null || !resource.takesTicket())
            .map(Resource::path);
    return Stream.concat(routes, BrowserScript.paths().stream()).toList();
  }

  /**
   * Returns where the browser client is served whose content never changes, so that browsers keep
   * it for a year. At {@code /client.js} they ask each time whether it has changed.
   *
   * @return a path below the base, such as {@code /client-0a1b2c3d4e5f6071.js}
   */
  public static String clientPath() {
    return BrowserScript.clientPath();
  }

  @Override
  protected UploadResponse answerTo(UploadExchange exchange) {
    BrowserScript script = BrowserScript.of(exchange.path());
    if (script != null) {
      return script.answer(exchange);
    }
    Resource resource = Resource.of(exchange.path());
    if (resource.takesTicket() && tickets == null) {
      throw ProblemException.notFound();
    }
    String method = exchange.method();
    if (method.equals("OPTIONS")) {
      return UploadResponse.empty(204).header("Allow", resource.allowed());
    }
    if (resource == Resource.GRANTS && method.equals("POST")) {
      UploadRequest.Builder wanted = GrantRequestReader.read(json(exchange, maxBodySize));
      return GrantWriter.answer(grant(wanted, subject(exchange), exchange));
    }
    if (resource == Resource.BATCH && method.equals("POST")) {
      return grants(exchange);
    }
    if (tickets != null && resource.takesTicket() && method.equals("POST")) {
      return tickets.answer(resource, exchange);
    }
    if (resource == Resource.PROFILES && (method.equals("GET") || method.equals("HEAD"))) {
      return ProfilesWriter.answer(grants.profiles(), subject(exchange) == null);
    }
    throw ProblemException.methodNotAllowed(method, resource.allowed());
  }

  private UploadResponse grants(UploadExchange exchange) {
    List<JsonNode> files = batch.read(exchange);
    String subject = subject(exchange);
    return batch.answer(
        files,
        file -> grant(GrantRequestReader.read(file), subject, exchange),
        HttpEndpoint::problem);
  }

  private UploadGrant grant(
      UploadRequest.Builder wanted, @Nullable String subject, UploadExchange exchange) {
    exchange.customize(wanted.by(subject));
    // Again, so that whoever customizes can't speak for somebody else.
    return grants.grant(wanted.by(subject).build());
  }

  /** Builds an endpoint. Not thread-safe. */
  public static final class Builder {

    private static final int MAX_BODY_SIZE = 16 << 20;

    private final UploadGrants grants;
    private int maxBodySize = 64 << 10;
    private @Nullable UploadCompletions completions;

    private Builder(UploadGrants grants) {
      this.grants = Objects.requireNonNull(grants, "grants");
    }

    /**
     * Sets the maximum size of the body of a request for one grant; 64 KiB when not set. Others
     * have a maximum of 1 MiB.
     *
     * @param bytes 1 to 16 MiB
     * @return this builder
     * @throws UploadConfigurationException when it is outside these bounds
     */
    public Builder maxBodySize(int bytes) {
      if (bytes < 1 || bytes > MAX_BODY_SIZE) {
        throw new UploadConfigurationException(
            "max-body-size",
            "A request's body may have %d bytes; give 1 to %d.",
            bytes,
            MAX_BODY_SIZE);
      }
      this.maxBodySize = bytes;
      return this;
    }

    /**
     * Serves {@code /parts}, {@code /status}, {@code /complete} and {@code /abort} too, to clients
     * with a ticket.
     *
     * @param completions completes the uploads of the same grants; whoever made it closes it
     * @return this builder
     */
    public Builder completions(UploadCompletions completions) {
      this.completions = Objects.requireNonNull(completions, "completions");
      return this;
    }

    /**
     * Builds the endpoint.
     *
     * @return the endpoint
     * @throws UploadConfigurationException when a profile has completion, and nothing would
     *     complete its uploads
     */
    public UploadEndpoint build() {
      if (completions == null) {
        for (UploadProfile profile : grants.profiles()) {
          if (profile.hasTickets()) {
            throw new UploadConfigurationException(
                "completions",
                "Profile '%s' has completion, or the kind multipart, and the endpoint has nothing to complete its uploads; hand it UploadCompletions, or remove these.",
                profile.name());
          }
        }
      }
      return new UploadEndpoint(this);
    }
  }
}
