/** CONTRIBUTING's recipe for a kind of grant, followed to the letter. */
@NullMarked
package io.uploadgrants.docs.kind;

import org.jspecify.annotations.NullMarked;
