/** One page that uploads straight to S3. */
@NullMarked
package io.uploadgrants.samples.quickstart;

import org.jspecify.annotations.NullMarked;
