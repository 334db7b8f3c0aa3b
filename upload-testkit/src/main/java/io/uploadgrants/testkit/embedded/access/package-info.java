/**
 * What a session's request needs, and whether it may. It knows requests, their signatures and IAM.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.access;

import org.jspecify.annotations.NullMarked;
