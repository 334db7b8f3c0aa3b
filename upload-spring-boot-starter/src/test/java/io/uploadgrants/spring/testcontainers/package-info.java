@NullMarked
package io.uploadgrants.spring.testcontainers;

import org.jspecify.annotations.NullMarked;
