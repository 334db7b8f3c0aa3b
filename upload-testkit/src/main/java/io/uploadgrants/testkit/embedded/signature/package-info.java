/**
 * What a request's signature says, and what it leaves out. It knows requests.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.signature;

import org.jspecify.annotations.NullMarked;
