/** AssertJ assertions on grants and on what they did; AssertJ must be on the test class path. */
@NullMarked
package io.uploadgrants.testkit.assertj;

import org.jspecify.annotations.NullMarked;
