/** A small application that hands out grants, for the sake of its tests. */
@NullMarked
package io.uploadgrants.samples.testing;

import org.jspecify.annotations.NullMarked;
