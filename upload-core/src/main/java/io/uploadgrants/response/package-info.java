/** Responses to the library's own HTTP calls, where no AWS SDK client makes them. */
@NullMarked
package io.uploadgrants.response;

import org.jspecify.annotations.NullMarked;
