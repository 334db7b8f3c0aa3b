/**
 * STS, which makes sessions. It knows IAM and the query protocol.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.sts;

import org.jspecify.annotations.NullMarked;
