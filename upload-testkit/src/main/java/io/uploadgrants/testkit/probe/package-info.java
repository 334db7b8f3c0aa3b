/**
 * Finds out by trying what a server checks and keeps. It attacks.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.probe;

import org.jspecify.annotations.NullMarked;
