/** Rules that the architecture of every module keeps, for ArchUnit. */
@NullMarked
package io.uploadgrants.equipment.architecture;

import org.jspecify.annotations.NullMarked;
