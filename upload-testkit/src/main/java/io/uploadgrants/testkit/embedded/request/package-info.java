/**
 * A request to S3, read: its body, its form, its parts, and the errors that refuse it. It knows
 * nothing of who sent it.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.request;

import org.jspecify.annotations.NullMarked;
