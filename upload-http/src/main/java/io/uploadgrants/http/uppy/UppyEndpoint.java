package io.uploadgrants.http.uppy;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.http.HttpEndpoint;
import io.uploadgrants.http.UploadResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Uppy's plugin {@code @uppy/aws-s3} asks, up to version 5 and of version 6, so that a
 * page needs no code of its own: {@code GET /s3/params} for a file in one piece, {@code
 * /s3/multipart} for one in parts, {@code GET /s3/sts} for temporary credentials, {@code POST
 * /s3/presign} for {@code signRequest}. Thread-safe.
 *
 * <p>An upload's id is its ticket, so that nobody can sign, list, complete or abort what isn't
 * theirs. Requests that change something must be of a type, or have a header, that a form on
 * another site can't send. Errors are {@code application/problem+json}, where Uppy reads XML {@code
 * application/xml}.
 */
public final class UppyEndpoint extends HttpEndpoint<UppyExchange> {

  /** Bytes of a request: 10,000 parts with their entity tags. */
  private static final int MAX_PARTS_SIZE = 1 << 20;

  /** Bytes of any other request: what a page puts into its metadata. */
  private static final int MAX_BODY_SIZE = 64 << 10;

  private final CompanionRoutes companion;
  private final SignRoutes sign;

  private UppyEndpoint(Builder builder, UppyGrants grants) {
    super(MAX_PARTS_SIZE);
    UppyUploads uploads = new UppyUploads(builder.completions);
    this.companion = new CompanionRoutes(grants, uploads);
    this.sign = new SignRoutes(grants, uploads, builder.publicUrl);
  }

  /**
   * Starts an endpoint.
   *
   * @param grants what issues the grants; must not be {@code null}
   * @return a builder; it needs a profile
   */
  public static Builder builder(UploadGrants grants) {
    return new Builder(grants);
  }

  @Override
  protected UploadResponse answerTo(UppyExchange exchange) {
    UppyRoute route = UppyRoute.of(exchange.path());
    if (route == null) {
      throw notFound(
          "There is nothing at this path; give Uppy the base path alone, to which it adds /s3 and more by itself.");
    }
    UppyRoute.Resource resource = route.resource();
    String method = exchange.method();
    if (method.equals("OPTIONS")) {
      return UploadResponse.of(204).withHeader("Allow", resource.allowed());
    }
    if (!resource.takes(method)) {
      throw methodNotAllowed(method, resource.allowed());
    }
    if (resource.isXml()) {
      SignRoutes.checkOwn(exchange);
    }
    UppyQuery query = UppyQuery.of(exchange.query());
    String subject = subject(exchange);
    String id = route.uploadId();
    return switch (resource) {
      case PARAMS -> companion.params(exchange, subject, UppyFile.of(query));
      case STS -> companion.credentials(exchange, subject, UppyFile.of(query));
      case PRESIGN -> sign.presign(exchange, subject, json(exchange, MAX_BODY_SIZE));
      case MULTIPART ->
          companion.start(exchange, subject, UppyFile.of(json(exchange, MAX_BODY_SIZE)));
      case UPLOAD ->
          method.equals("GET")
              ? companion.list(id, query, subject)
              : companion.abort(id, query, subject);
      case PART -> companion.part(id, route.part(), query, subject);
      case BATCH -> companion.batch(id, query, subject);
      case COMPLETE ->
          companion.complete(
              id, query, () -> PartNumbers.uploaded(json(exchange, MAX_PARTS_SIZE)), subject);
      case XML_UPLOADS -> sign.start(exchange, subject, UppyFile.of(query));
      case XML_UPLOAD ->
          switch (method) {
            case "GET" -> sign.list(id, subject);
            case "POST" -> sign.complete(id, () -> xmlParts(exchange), subject);
            default -> sign.abort(id, subject);
          };
    };
  }

  private List<UploadedPart> xmlParts(UppyExchange exchange) {
    return XmlParts.read(text(exchange, XmlAnswer.TYPE, MAX_PARTS_SIZE));
  }

  /** Where Uppy reads XML it shows the code and nothing else, so the code has the text with it. */
  @Override
  protected UploadResponse refusal(
      UppyExchange exchange, UploadResponse problem, String code, String detail) {
    UppyRoute route = UppyRoute.of(exchange.path());
    if (route == null || !route.resource().isXml()) {
      return problem;
    }
    return problem.withBody(
        XmlAnswer.TYPE,
        XmlAnswer.bytes(
            "Error", xml -> xml.element("Code", code + ": " + detail).element("Message", detail)));
  }

  /** Builds an endpoint. Not thread-safe. */
  public static final class Builder {

    /** A path-absolute reference, or the same behind an origin. */
    private static final Pattern PUBLIC_URL =
        Pattern.compile("(https?://[A-Za-z0-9.:\\[\\]-]+)?(/[A-Za-z0-9._~%-]+)*");

    private final UploadGrants grants;
    private final List<String> profiles = new ArrayList<>();
    private @Nullable UploadCompletions completions;
    private @Nullable URI publicUrl;

    private Builder(UploadGrants grants) {
      this.grants = Objects.requireNonNull(grants, "grants");
    }

    /**
     * Adds profiles that Uppy may upload by. With several, a page names one in its file's metadata
     * as {@code profile}; where it doesn't, the first counts that has the kind that Uppy needs.
     *
     * @param names the profiles' names
     * @return this builder
     */
    public Builder profiles(String... names) {
      profiles.addAll(Arrays.asList(names));
      return this;
    }

    /**
     * Sets what completes the uploads; needed for uploads in parts.
     *
     * @param completions completes the uploads of the same grants; whoever made it closes it
     * @return this builder
     */
    public Builder completions(UploadCompletions completions) {
      this.completions = Objects.requireNonNull(completions, "completions");
      return this;
    }

    /**
     * Sets where browsers find the base path, if a proxy changes it or the page is of another
     * origin. Without it the {@code signRequest} of Uppy 6 is sent to the path at which the adapter
     * is mapped; no header of a request is believed.
     *
     * @param url an http or https URL, or a path such as {@code /api/uppy}; without a slash at its
     *     end, a query and a fragment
     * @return this builder
     * @throws UploadConfigurationException when it is anything else
     */
    public Builder publicUrl(URI url) {
      if (url.toString().isEmpty() || !PUBLIC_URL.matcher(url.toString()).matches()) {
        throw new UploadConfigurationException(
            "uppy.public-url",
            "Uppy's public URL is '%s'; give a path such as /api/uppy, or one behind http:// or https:// and a host, without a / at its end.",
            url.toString());
      }
      this.publicUrl = url;
      return this;
    }

    /**
     * Builds the endpoint.
     *
     * @return the endpoint
     * @throws UploadConfigurationException when there is no profile, or none of a name; when Uppy
     *     can't use a profile; when one has completion, and nothing would complete its uploads
     */
    public UppyEndpoint build() {
      UppyProfiles allowed = UppyProfiles.of(grants, profiles);
      for (UploadProfile profile : allowed.all()) {
        if (profile.hasTickets() && completions == null) {
          throw new UploadConfigurationException(
              "uppy.completions",
              "Profile '%s' has completion, or the kind multipart, and Uppy's endpoint has nothing to complete its uploads; hand it UploadCompletions, or remove these.",
              profile.name());
        }
      }
      return new UppyEndpoint(this, new UppyGrants(grants, allowed));
    }
  }
}
