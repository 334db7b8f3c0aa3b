/** What follows a grant, on every store. */
@NullMarked
package io.uploadgrants.testkit.completion;

import org.jspecify.annotations.NullMarked;
