package io.uploadgrants.servlet;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.http.UploadEndpoint;
import io.uploadgrants.http.UploadResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Hands out grants over HTTP: {@code POST} at its base path asks for one, {@code GET} at {@code
 * /profiles} below tells what may be uploaded; with {@link Builder#completions completions}, what
 * follows the grant too.
 *
 * <pre>{@code
 * context.addServlet("uploads", new UploadServlet(grants)).addMapping("/uploads/*");
 * }</pre>
 *
 * <p>The application's own login says who is asking, and callers without one are refused unless a
 * profile is {@linkplain io.uploadgrants.UploadProfile#openToGuests() open to guests}. Requests
 * must be {@code application/json}, so that a form on another site can't make one. Errors are
 * {@code application/problem+json}. What fails on the server is logged without the texts of foreign
 * exceptions, which may hold credentials.
 */
public final class UploadServlet extends HttpServlet {

  private final transient UploadEndpoint endpoint;
  private final transient List<String> paths;
  private final transient SubjectResolver subjects;
  private final transient UploadRequestCustomizer customizer;

  /**
   * Creates a servlet for the callers that the container has logged in.
   *
   * @param grants what issues the grants; must not be {@code null}
   */
  public UploadServlet(UploadGrants grants) {
    this(builder(grants));
  }

  private UploadServlet(Builder builder) {
    this.endpoint = builder.endpoint.build();
    this.paths = endpoint.paths();
    this.subjects = builder.subjects;
    this.customizer = builder.customizer;
  }

  /**
   * Starts a servlet with settings of its own.
   *
   * @param grants what issues the grants; must not be {@code null}
   * @return a builder; without further settings it makes the same as {@link
   *     #UploadServlet(UploadGrants)}
   */
  public static Builder builder(UploadGrants grants) {
    return new Builder(grants);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UploadResponse answer =
        endpoint.answer(new ServletExchange(request, paths, subjects, customizer));
    ServletExchange.send(answer, response);
  }

  /** Builds a servlet. Not thread-safe. */
  public static final class Builder {

    private final UploadEndpoint.Builder endpoint;
    private SubjectResolver subjects = SubjectResolver.userPrincipal();
    private UploadRequestCustomizer customizer = (upload, request) -> {};

    private Builder(UploadGrants grants) {
      this.endpoint = UploadEndpoint.builder(grants);
    }

    /**
     * Sets who is asking; {@link SubjectResolver#userPrincipal()} when not set.
     *
     * @param subjects the resolver; must not be {@code null}
     * @return this builder
     */
    public Builder subjectResolver(SubjectResolver subjects) {
      this.subjects = Objects.requireNonNull(subjects, "subjects");
      return this;
    }

    /**
     * Sets what adds to each request what only the application knows of its caller; nothing when
     * not set.
     *
     * @param customizer the customizer; must not be {@code null}
     * @return this builder
     */
    public Builder requestCustomizer(UploadRequestCustomizer customizer) {
      this.customizer = Objects.requireNonNull(customizer, "customizer");
      return this;
    }

    /**
     * Sets the maximum size of a request's body; 64 KiB when not set.
     *
     * @param bytes 1 to 16 MiB
     * @return this builder
     * @throws io.uploadgrants.UploadConfigurationException when it is outside these bounds
     */
    public Builder maxBodySize(int bytes) {
      endpoint.maxBodySize(bytes);
      return this;
    }

    /**
     * Serves {@code /status}, {@code /complete} and {@code /abort} too, to clients with a ticket.
     *
     * @param completions completes the uploads of the same grants; whoever made it closes it
     * @return this builder
     */
    public Builder completions(UploadCompletions completions) {
      endpoint.completions(completions);
      return this;
    }

    /**
     * Builds the servlet.
     *
     * @return the servlet
     */
    public UploadServlet build() {
      return new UploadServlet(this);
    }
  }
}
