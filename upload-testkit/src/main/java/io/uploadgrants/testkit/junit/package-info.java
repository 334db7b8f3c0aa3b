/** Servers for JUnit Jupiter tests, 5.12 or newer. */
@NullMarked
package io.uploadgrants.testkit.junit;

import org.jspecify.annotations.NullMarked;
