/**
 * Who there is and what each may do: roles, their policies, sessions; and IAM, which changes that.
 * It knows the query protocol.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.iam;

import org.jspecify.annotations.NullMarked;
