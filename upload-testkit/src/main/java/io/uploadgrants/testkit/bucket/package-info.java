/**
 * What lies in a bucket, and whose it is. It knows nothing but the API.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.bucket;

import org.jspecify.annotations.NullMarked;
