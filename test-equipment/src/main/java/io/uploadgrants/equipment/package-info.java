/** What tests need of the machine, and what happens where it isn't there. */
@NullMarked
package io.uploadgrants.equipment;

import org.jspecify.annotations.NullMarked;
