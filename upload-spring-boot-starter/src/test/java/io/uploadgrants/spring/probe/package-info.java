@NullMarked
package io.uploadgrants.spring.probe;

import org.jspecify.annotations.NullMarked;
