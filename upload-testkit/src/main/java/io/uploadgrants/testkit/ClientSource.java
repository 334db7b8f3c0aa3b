package io.uploadgrants.testkit;

import java.util.Collection;
import java.util.Map;

/**
 * Where {@link GrantClient#of} has its clients from. The test kit brings the only one, as a service
 * ({@link java.util.ServiceLoader}), so that what a test calls knows nothing of what stands behind
 * it; a test calls none of it.
 */
public interface ClientSource {

  /**
   * Makes a client.
   *
   * @param server where the grants' bucket is
   * @return the client
   */
  GrantClient of(UploadServer server);

  /**
   * Makes attempts, as {@link Tampering#verdicts} says.
   *
   * @param attempts attempts of this source's clients, each once
   * @return what came of each, in the order of the attempts
   */
  Map<Tampering, Tampering.Verdict> verdicts(Collection<Tampering> attempts);
}
