/** Stores behind an address that isn't their own. */
@NullMarked
package io.uploadgrants.testkit.gateway;

import org.jspecify.annotations.NullMarked;
