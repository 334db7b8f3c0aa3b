/**
 * All that the test kit must know of a kind of grant, in one file for each kind. Of the test kit it
 * knows just how things are sent.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.kind;

import org.jspecify.annotations.NullMarked;
