/** What the store really does, found out at start. */
@NullMarked
package io.uploadgrants.spring.probe;

import org.jspecify.annotations.NullMarked;
