/** A browser for tests of pages. */
@NullMarked
package io.uploadgrants.equipment.browser;

import org.jspecify.annotations.NullMarked;
