/** The snippets of the documentation, compiled and run. */
@NullMarked
package io.uploadgrants.docs;

import org.jspecify.annotations.NullMarked;
