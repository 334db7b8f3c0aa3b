@NullMarked
package io.uploadgrants.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
