/** Hostile text, end to end: it becomes a right upload, or a refusal with a code. */
@NullMarked
package io.uploadgrants.testkit.hostile;

import org.jspecify.annotations.NullMarked;
