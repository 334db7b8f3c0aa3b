@NullMarked
package io.uploadgrants.spring.completion;

import org.jspecify.annotations.NullMarked;
