/**
 * HTTP itself: the listener, and answers as S3 sends them, or not at all. It knows the errors of
 * requests.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.http;

import org.jspecify.annotations.NullMarked;
