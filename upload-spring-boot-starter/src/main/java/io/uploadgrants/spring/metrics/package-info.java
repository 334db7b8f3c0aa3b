/** Counts of grants, completions and sessions. */
@NullMarked
package io.uploadgrants.spring.metrics;

import org.jspecify.annotations.NullMarked;
