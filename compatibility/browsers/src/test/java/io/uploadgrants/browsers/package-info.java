/** The client of {@code clients/browser} in real browsers, against the servlet and real stores. */
@NullMarked
package io.uploadgrants.browsers;

import org.jspecify.annotations.NullMarked;
