package io.uploadgrants.http;

import io.uploadgrants.UploadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, as the framework of an adapter has it. Nothing of it is read before it is
 * needed, and its body once at most.
 */
public interface UploadExchange {

  /** {@return the method, for instance {@code POST}} */
  String method();

  /**
   * Returns the path below the one at which the adapter serves grants.
   *
   * @return an empty text or {@code /} for that path itself, else a path that begins with {@code /}
   */
  String path();

  /**
   * Returns the values of a header.
   *
   * @param name the header's name, in any case
   * @return the values in their order, one for each line; empty without that header
   */
  List<String> headers(String name);

  /**
   * Returns the size of the body, as its header says.
   *
   * @return bytes, or -1 when the request doesn't say
   */
  long contentLength();

  /**
   * Opens the body.
   *
   * @return the body, which ends where the request's does; whoever gave it closes it
   * @throws IOException when it can't be read
   */
  InputStream body() throws IOException;

  /**
   * Returns who is asking, from the application's own login.
   *
   * @return a stable id of 1 to 1,024 characters; {@code null} or an empty text for a guest
   * @throws io.uploadgrants.UploadRefusedException when the caller may not ask at all
   */
  @Nullable String subject();

  /**
   * Adds to a request what only the application knows of its caller; nothing by default. Called
   * when the body was read and the subject found.
   *
   * @param upload what the client asks for, in its own unchecked words. Its profile is fixed, and
   *     its subject is {@link #subject}'s, whatever is set here
   * @throws io.uploadgrants.UploadRefusedException when the caller may not have a grant
   */
  default void customize(UploadRequest.Builder upload) {}
}
