/** What follows a grant, on every store. */
@NullMarked
package io.uploadgrants.completion;

import org.jspecify.annotations.NullMarked;
