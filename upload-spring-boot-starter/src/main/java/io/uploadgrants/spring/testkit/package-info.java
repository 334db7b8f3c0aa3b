/** Tests without Docker: the test kit's server is the store. */
@NullMarked
package io.uploadgrants.spring.testkit;

import org.jspecify.annotations.NullMarked;
