/** Both generations of Uppy on one page, behind a login. */
@NullMarked
package io.uploadgrants.samples.uppy;

import org.jspecify.annotations.NullMarked;
