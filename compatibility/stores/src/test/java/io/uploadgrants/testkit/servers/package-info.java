/** The real servers that the suites run against, started outside Maven. */
@NullMarked
package io.uploadgrants.testkit.servers;

import org.jspecify.annotations.NullMarked;
