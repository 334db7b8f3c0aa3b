/**
 * AWS's query protocol: what STS and IAM are asked and answer, and how that is signed. It knows no
 * service.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.query;

import org.jspecify.annotations.NullMarked;
