/** The contracts themselves: this library's own parts keep them, and what is wrong doesn't. */
@NullMarked
package io.uploadgrants.testkit.contract;

import org.jspecify.annotations.NullMarked;
