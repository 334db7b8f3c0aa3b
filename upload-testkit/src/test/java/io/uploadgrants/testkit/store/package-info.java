/** The servers that the suites run against. */
@NullMarked
package io.uploadgrants.testkit.store;

import org.jspecify.annotations.NullMarked;
