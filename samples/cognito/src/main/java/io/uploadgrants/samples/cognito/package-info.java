/** One page: login to a user pool, credentials of an identity pool, uploads straight to S3. */
@NullMarked
package io.uploadgrants.samples.cognito;

import org.jspecify.annotations.NullMarked;
