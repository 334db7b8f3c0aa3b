/**
 * Grants on the wire: requests byte by byte, so that what no library would send can be sent. It
 * knows nothing but the API.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.wire;

import org.jspecify.annotations.NullMarked;
