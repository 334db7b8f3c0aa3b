package io.uploadgrants.http;

import io.uploadgrants.UploadException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What this library's endpoints share: what goes wrong becomes a response, and is logged as {@code
 * io.uploadgrants.http.UploadEndpoint} without the texts of foreign exceptions. Applications have
 * no use for it.
 *
 * @param <E> the requests that it takes
 */
public abstract class HttpEndpoint<E extends UploadExchange> {

  private static final Logger LOG = LoggerFactory.getLogger(UploadEndpoint.class);

  private final JsonObjectParser parser;

  /**
   * Creates an endpoint.
   *
   * @param maxJsonSize the maximum size in bytes of a request in JSON
   */
  protected HttpEndpoint(int maxJsonSize) {
    this.parser = new JsonObjectParser(maxJsonSize);
  }

  /**
   * Answers a request. Whatever goes wrong is a response too, so that this throws nothing but
   * errors.
   *
   * @param exchange the request
   * @return what to send back
   */
  public final UploadResponse answer(E exchange) {
    UploadResponse response = answerOrProblem(exchange);
    return exchange.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private UploadResponse answerOrProblem(E exchange) {
    try {
      return answerTo(exchange);
    } catch (ProblemException refused) {
      RequestBody.drain(exchange);
      return told(exchange, refused.answer(), refused.problem());
    } catch (RuntimeException reason) {
      RequestBody.drain(exchange);
      Problem problem = problem(reason);
      return told(exchange, ProblemWriter.answer(problem), problem);
    }
  }

  /** Logs what went wrong, and returns what the caller is told of it. */
  static Problem problem(RuntimeException reason) {
    if (reason instanceof UploadException known) {
      logFailure(known);
      return Problem.of(known);
    }
    LOG.error("A request for a grant failed unexpectedly", TextlessException.of(reason));
    return Problem.internalError();
  }

  private UploadResponse told(E exchange, UploadResponse answer, Problem problem) {
    return refusal(exchange, answer, problem.code(), problem.detail());
  }

  /**
   * Answers a request that is served.
   *
   * @param exchange the request
   * @return what to send back
   * @throws UploadException when it is refused
   */
  protected abstract UploadResponse answerTo(E exchange);

  /**
   * Tells a refusal; as {@code application/problem+json} unless overridden.
   *
   * @param exchange the request
   * @param problem the refusal as problem details
   * @param code its stable code
   * @param detail its text
   * @return what to send back
   */
  protected UploadResponse refusal(E exchange, UploadResponse problem, String code, String detail) {
    return problem;
  }

  /**
   * Reads a request's body, which must be {@code application/json}.
   *
   * @param exchange the request
   * @param maxSize how many bytes it may have
   * @return an object
   */
  protected final JsonNode json(E exchange, int maxSize) {
    return parser.parse(RequestBody.read(exchange, maxSize));
  }

  /**
   * Reads a request's body, which must be of a media type, in UTF-8.
   *
   * @param exchange the request
   * @param mediaType the type, such as {@code application/xml}
   * @param maxSize how many bytes it may have
   * @return the text
   */
  protected final String text(E exchange, String mediaType, int maxSize) {
    return RequestBody.read(exchange, mediaType, maxSize);
  }

  /**
   * Returns the refusal of a path that stands for nothing.
   *
   * @param detail the fact and the remedy
   * @return to be thrown
   */
  protected static RuntimeException notFound(String detail) {
    return ProblemException.notFound(detail);
  }

  /**
   * Returns the refusal of a method.
   *
   * @param method the request's
   * @param allowed those that the path takes, as in {@code Allow}
   * @return to be thrown
   */
  protected static RuntimeException methodNotAllowed(String method, String allowed) {
    return ProblemException.methodNotAllowed(method, allowed);
  }

  /**
   * Returns who asks.
   *
   * @param exchange the request
   * @return the subject, or {@code null} for a guest
   */
  protected static @Nullable String subject(UploadExchange exchange) {
    String subject = exchange.subject();
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
              "A request couldn't be served: {} ({})",
              reason.getMessage(),
              TextlessException.types(reason));
      default -> {}
    }
  }
}
