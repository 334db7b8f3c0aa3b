package io.uploadgrants.servlet;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out grants over HTTP: {@code POST} at its base path asks for one, {@code GET} at {@code
 * /profiles} below tells what may be uploaded.
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

  private static final Logger LOG = LoggerFactory.getLogger(UploadServlet.class);

  private final transient UploadGrants grants;
  private final transient SubjectResolver subjects;
  private final transient UploadRequestCustomizer customizer;
  private final transient JsonObjectParser parser;
  private final transient int maxBodySize;

  /**
   * Creates a servlet for the callers that the container has logged in.
   *
   * @param grants what issues the grants; must not be {@code null}
   */
  public UploadServlet(UploadGrants grants) {
    this(builder(grants));
  }

  private UploadServlet(Builder builder) {
    this.grants = builder.grants;
    this.subjects = builder.subjects;
    this.customizer = builder.customizer;
    this.maxBodySize = builder.maxBodySize;
    this.parser = new JsonObjectParser(builder.maxBodySize);
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
    answerOrProblem(request).send(response, !request.getMethod().equals("HEAD"));
  }

  private Answer answerOrProblem(HttpServletRequest request) {
    try {
      return answer(request);
    } catch (ProblemException refused) {
      RequestBody.drain(request);
      return refused.answer();
    } catch (UploadException reason) {
      logFailure(reason);
      return ProblemWriter.answer(Problem.of(reason));
    } catch (RuntimeException unexpected) {
      LOG.error("A request for a grant failed unexpectedly", TextlessException.of(unexpected));
      return ProblemWriter.answer(Problem.internalError());
    }
  }

  private Answer answer(HttpServletRequest request) {
    Resource resource = Resource.of(request);
    String method = request.getMethod();
    if (method.equals("OPTIONS")) {
      return Answer.empty(204).header("Allow", resource.allowed());
    }
    if (resource == Resource.GRANTS && method.equals("POST")) {
      return grant(request);
    }
    if (resource == Resource.PROFILES && (method.equals("GET") || method.equals("HEAD"))) {
      return ProfilesWriter.answer(grants.profiles(), subject(request) == null);
    }
    throw ProblemException.methodNotAllowed(method, resource.allowed());
  }

  private Answer grant(HttpServletRequest request) {
    String body = RequestBody.read(request, maxBodySize);
    UploadRequest.Builder wanted = GrantRequestReader.read(parser.parse(body));
    String subject = subject(request);
    customizer.customize(wanted.by(subject), request);
    // Again, so that whoever customizes can't speak for somebody else.
    return GrantWriter.answer(grants.grant(wanted.by(subject).build()));
  }

  private @Nullable String subject(HttpServletRequest request) {
    String subject = subjects.subject(request);
    return subject == null || subject.isEmpty() ? null : subject;
  }

  /**
   * Logs what whoever runs the application must mend; what a caller can mend isn't worth a line.
   */
  private static void logFailure(UploadException reason) {
    switch (reason.code()) {
      case INVALID_CONFIGURATION ->
          LOG.error("The application is set up wrongly: {}", reason.getMessage());
      case ISSUANCE_FAILED ->
          LOG.warn(
              "A grant couldn't be issued: {} ({})",
              reason.getMessage(),
              TextlessException.types(reason));
      default -> {}
    }
  }

  /** Builds a servlet. Not thread-safe. */
  public static final class Builder {

    private static final int GREATEST_BODY = 16 << 20;

    private final UploadGrants grants;
    private SubjectResolver subjects = SubjectResolver.userPrincipal();
    private UploadRequestCustomizer customizer = (upload, request) -> {};
    private int maxBodySize = 64 << 10;

    private Builder(UploadGrants grants) {
      this.grants = Objects.requireNonNull(grants, "grants");
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
     * Sets the greatest size of a request's body; 64 KiB when not set.
     *
     * @param bytes 1 to 16 MiB
     * @return this builder
     * @throws UploadConfigurationException when it is outside these bounds
     */
    public Builder maxBodySize(int bytes) {
      if (bytes < 1 || bytes > GREATEST_BODY) {
        throw new UploadConfigurationException(
            "servlet.max-body-size",
            "A request's body may have %d bytes; give 1 to %d.".formatted(bytes, GREATEST_BODY));
      }
      this.maxBodySize = bytes;
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
