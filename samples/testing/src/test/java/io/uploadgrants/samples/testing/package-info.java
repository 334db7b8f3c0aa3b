/** How an application tests its uploads. */
@NullMarked
package io.uploadgrants.samples.testing;

import org.jspecify.annotations.NullMarked;
