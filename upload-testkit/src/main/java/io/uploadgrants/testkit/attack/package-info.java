/**
 * Every way to abuse a grant that we know of, and the judge who says what came of it. {@link
 * io.uploadgrants.testkit.GrantClient} is served from here. It sends over the wire and looks into
 * the bucket.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.attack;

import org.jspecify.annotations.NullMarked;
