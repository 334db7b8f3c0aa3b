@NullMarked
package io.uploadgrants.spring.testkit;

import org.jspecify.annotations.NullMarked;
