@NullMarked
package io.uploadgrants.spring.metrics;

import org.jspecify.annotations.NullMarked;
