/** Tests with containers: a container is the store. */
@NullMarked
package io.uploadgrants.spring.testcontainers;

import org.jspecify.annotations.NullMarked;
