/** The assertions pass when they should, and fail when they should, in words that help. */
@NullMarked
package io.uploadgrants.testkit.assertj;

import org.jspecify.annotations.NullMarked;
