/** Core's probe of a store as a program. */
@NullMarked
package io.uploadgrants.cli;

import org.jspecify.annotations.NullMarked;
