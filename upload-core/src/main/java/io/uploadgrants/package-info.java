/**
 * Grants of permission to upload straight to an S3 bucket.
 *
 * <p>Start at {@link io.uploadgrants.UploadGrants}. A {@linkplain io.uploadgrants.UploadProfile
 * profile} says what one kind of upload may be; a {@linkplain io.uploadgrants.GrantStrategy
 * strategy} turns a {@linkplain io.uploadgrants.UploadRequest request} under it into a {@linkplain
 * io.uploadgrants.UploadGrant grant}, in which every constraint is enforced.
 */
@NullMarked
package io.uploadgrants;

import org.jspecify.annotations.NullMarked;
