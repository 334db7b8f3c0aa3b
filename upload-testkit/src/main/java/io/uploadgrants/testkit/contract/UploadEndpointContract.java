package io.uploadgrants.testkit.contract;

import io.uploadgrants.UploadGrants;
import java.net.URI;

/**
 * What an adapter to a web framework must answer over HTTP, whatever the framework. To run an
 * adapter against it, make a test class that extends this one and starts the adapter.
 *
 * <pre>{@code
 * class RatpackContractTests extends UploadEndpointContract {
 *   protected URI serve(UploadGrants grants) {
 *     return RatpackUploads.start(grants, "127.0.0.1", "/uploads");
 *   }
 * }
 * }</pre>
 *
 * <p>The tests speak plain HTTP/1.1, some of it deliberately broken, and know the adapter by
 * nothing else. They need no S3 server. Nothing here says what an adapter logs or how it is set up:
 * that is for its own tests.
 */
public abstract class UploadEndpointContract extends SecrecyRules {

  /** Creates the contract, once for all of its tests. */
  protected UploadEndpointContract() {}

  /**
   * Starts the adapter under test around some grants, with its other settings as they are by
   * default. Called once for most tests, and by some tests again; endpoints of several calls run at
   * the same time.
   *
   * <p>In place of a login, the adapter takes the subject from the request header {@code
   * Test-Subject}: its value is the subject in UTF-8 and percent-encoded, as {@link
   * java.net.URLDecoder} decodes it. Without the header, or when it is empty, the caller is a
   * guest.
   *
   * @param grants what issues the grants; never {@code null}
   * @return the base path on loopback, where grants are asked for, without a slash at its end: for
   *     instance {@code http://127.0.0.1:41234/uploads}
   * @throws Exception when it can't be started; the tests then fail
   */
  @Override
  protected abstract URI serve(UploadGrants grants) throws Exception;

  /**
   * Stops what {@link #serve} has started. Does nothing by default, for servers that end with the
   * JVM.
   *
   * @param base what {@code serve} returned
   * @throws Exception when it can't be stopped; the tests then fail
   */
  @Override
  protected void stop(URI base) throws Exception {}

  /**
   * Returns the size of the longest body that the adapter reads, as it is by default.
   *
   * @return bytes, 65,536 unless overridden; at least 32,768, so that the other tests' bodies fit
   */
  @Override
  protected int greatestBody() {
    return 64 << 10;
  }
}
