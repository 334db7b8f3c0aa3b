/** Sessions of an STS that really issues them, on servers that hold them to their policies. */
@NullMarked
package io.uploadgrants.testkit.sts;

import org.jspecify.annotations.NullMarked;
