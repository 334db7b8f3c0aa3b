/** What tests find in the log. */
@NullMarked
package io.uploadgrants.equipment.logs;

import org.jspecify.annotations.NullMarked;
