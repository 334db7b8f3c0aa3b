package io.uploadgrants.servlet;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.http.UploadResponse;
import io.uploadgrants.http.uppy.UppyEndpoint;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * Serves Uppy's plugin {@code @uppy/aws-s3}, up to version 5 and of version 6, as it is.
 *
 * <pre>{@code
 * UppyServlet uppy = UppyServlet.builder(grants).profiles("photo").completions(completions).build();
 * context.addServlet("uppy", uppy).addMapping("/uppy/*");
 * }</pre>
 *
 * <p>The application's own login says who is asking, as for {@link UploadServlet}.
 */
public final class UppyServlet extends HttpServlet {

  private final transient UppyEndpoint endpoint;
  private final transient SubjectResolver subjects;
  private final transient UploadRequestCustomizer customizer;
  private final transient CsrfHeaders csrf;

  private UppyServlet(Builder builder) {
    this.endpoint = builder.endpoint.build();
    this.subjects = builder.subjects;
    this.customizer = builder.customizer;
    this.csrf = builder.csrf;
  }

  /**
   * Starts a servlet.
   *
   * @param grants what issues the grants; must not be {@code null}
   * @return a builder; it needs a profile
   */
  public static Builder builder(UploadGrants grants) {
    return new Builder(grants);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UploadResponse answer =
        endpoint.answer(new ServletExchange(request, List.of(), subjects, customizer, csrf));
    ServletExchange.send(answer, response);
  }

  /** Builds a servlet. Not thread-safe. */
  public static final class Builder {

    private final UppyEndpoint.Builder endpoint;
    private SubjectResolver subjects = SubjectResolver.userPrincipal();
    private UploadRequestCustomizer customizer = (upload, request) -> {};
    private CsrfHeaders csrf = CsrfHeaders.none();

    private Builder(UploadGrants grants) {
      this.endpoint = UppyEndpoint.builder(grants);
    }

    /**
     * Adds profiles that Uppy may upload by. With several, a page names one in its file's metadata
     * as {@code profile}; where it doesn't, the first counts that has the kind that Uppy needs.
     *
     * @param names the profiles' names
     * @return this builder
     */
    public Builder profiles(String... names) {
      endpoint.profiles(names);
      return this;
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
     * Sets which headers the application's protection against cross-site requests wants; none when
     * not set.
     *
     * @param csrf the headers; must not be {@code null}
     * @return this builder
     */
    public Builder csrfHeaders(CsrfHeaders csrf) {
      this.csrf = Objects.requireNonNull(csrf, "csrf");
      return this;
    }

    /**
     * Sets what completes the uploads; needed for uploads in parts.
     *
     * @param completions completes the uploads of the same grants; whoever made it closes it
     * @return this builder
     */
    public Builder completions(UploadCompletions completions) {
      endpoint.completions(completions);
      return this;
    }

    /**
     * Sets where browsers find the servlet, if a proxy changes its path or the page is of another
     * origin; its own path when not set.
     *
     * @param url an http or https URL, or a path such as {@code /api/uppy}; without a slash at its
     *     end, a query and a fragment
     * @return this builder
     * @throws io.uploadgrants.UploadConfigurationException when it is anything else
     */
    public Builder publicUrl(URI url) {
      endpoint.publicUrl(url);
      return this;
    }

    /**
     * Builds the servlet.
     *
     * @return the servlet
     * @throws io.uploadgrants.UploadConfigurationException when there is no profile, or none of a
     *     name; when Uppy can't use a profile; when one has completion, and nothing would complete
     *     its uploads
     */
    public UppyServlet build() {
      return new UppyServlet(this);
    }
  }
}
