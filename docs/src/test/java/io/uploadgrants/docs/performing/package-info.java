/** The HTTP clients of performing-grants.md. */
@NullMarked
package io.uploadgrants.docs.performing;

import org.jspecify.annotations.NullMarked;
