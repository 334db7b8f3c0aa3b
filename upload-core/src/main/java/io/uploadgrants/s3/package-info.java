/**
 * The strategies that sign uploads to S3: {@link io.uploadgrants.s3.PresignedPutStrategy}, {@link
 * io.uploadgrants.s3.PostPolicyStrategy} and {@link io.uploadgrants.s3.MultipartStrategy}.
 */
@NullMarked
package io.uploadgrants.s3;

import org.jspecify.annotations.NullMarked;
