/**
 * Objects, uploads and lists as S3 has them, on S3Proxy's store. It knows requests.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.store;

import org.jspecify.annotations.NullMarked;
