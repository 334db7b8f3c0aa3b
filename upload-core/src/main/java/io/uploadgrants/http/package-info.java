/** HTTP calls of the library's own, where no AWS SDK client makes them. */
@NullMarked
package io.uploadgrants.http;

import org.jspecify.annotations.NullMarked;
