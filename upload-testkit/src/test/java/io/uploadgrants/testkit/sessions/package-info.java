/** Sessions of STS on servers that hold them to their policies. */
@NullMarked
package io.uploadgrants.testkit.sessions;

import org.jspecify.annotations.NullMarked;
