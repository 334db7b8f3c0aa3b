package io.uploadgrants.http.uppy;

import io.uploadgrants.http.UploadExchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request of Uppy, as the framework of an adapter has it. */
public interface UppyExchange extends UploadExchange {

  /**
   * Returns the query.
   *
   * @return what follows the {@code ?}, as it was sent; {@code null} when there is none
   */
  @Nullable String query();

  /**
   * Returns the path at which the adapter serves Uppy, as it was mapped and not as the request
   * names it: Uppy is sent there again.
   *
   * @return a percent-encoded path that begins with one {@code /} and doesn't end in one, for
   *     instance {@code /uppy}; empty for the root
   */
  String base();

  /**
   * Returns the headers without which the application's own protection against cross-site requests
   * refuses a request to {@link #base()}; none by default.
   *
   * @return the values by their names, for instance {@code X-CSRF-TOKEN}
   */
  default Map<String, String> csrfHeaders() {
    return Map.of();
  }
}
