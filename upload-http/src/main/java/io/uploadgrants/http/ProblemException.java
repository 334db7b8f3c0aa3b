package io.uploadgrants.http;

import io.uploadgrants.ErrorText;
import java.util.Map;

/** Thrown when a request fails as HTTP or as JSON, before its values matter. */
final class ProblemException extends RuntimeException {

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  private ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.headers = headers;
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(new Problem(400, "malformed-request", detail), Map.of());
  }

  static ProblemException notFound() {
    return notFound(
        "There is nothing at this path; ask for grants by POST at the base path, or for what may be uploaded by GET at its /profiles.");
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(new Problem(404, "not-found", detail), Map.of());
  }

  static ProblemException methodNotAllowed(String method, String allowed) {
    return new ProblemException(
        new Problem(
            405,
            "method-not-allowed",
            ErrorText.of("%s isn't for this path; use one of: %s.", method, allowed)),
        Map.of("Allow", allowed));
  }

  static ProblemException tooLarge(long limit, String given) {
    return new ProblemException(
        new Problem(
            413,
            "request-too-large",
            ErrorText.of(
                "The request's body has %s bytes; at most %d are read. Send what describes the file, not the file.",
                given, limit),
            limit,
            null,
            null),
        Map.of());
  }

  static ProblemException unsupported(String accepted, String detail) {
    return new ProblemException(
        new Problem(415, "unsupported-media-type", detail), Map.of("Accept", accepted));
  }

  Problem problem() {
    return problem;
  }

  UploadResponse answer() {
    UploadResponse answer = ProblemWriter.answer(problem);
    headers.forEach(answer::header);
    return answer;
  }
}
