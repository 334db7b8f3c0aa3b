/**
 * What a stored object's first bytes are, held against the type that was declared for it. Needs
 * Apache Tika's {@code tika-core}. {@link io.uploadgrants.content.ContentCheck} is the start;
 * {@code docs/content.md} has the rules.
 */
@NullMarked
package io.uploadgrants.content;

import org.jspecify.annotations.NullMarked;
