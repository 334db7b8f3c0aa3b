/** Tests of the policies' evaluator, and attacks on it. */
@NullMarked
package io.uploadgrants.testkit.policy;

import org.jspecify.annotations.NullMarked;
