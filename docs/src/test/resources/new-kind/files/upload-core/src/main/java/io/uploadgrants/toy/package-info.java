/** A kind of grant that is there to show what a kind takes. */
@NullMarked
package io.uploadgrants.toy;

import org.jspecify.annotations.NullMarked;
