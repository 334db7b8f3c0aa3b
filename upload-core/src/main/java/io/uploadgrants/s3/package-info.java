/**
 * The strategies that sign uploads to S3: {@link io.uploadgrants.s3.PresignedPutStrategy} and
 * {@link io.uploadgrants.s3.PostPolicyStrategy}.
 */
@NullMarked
package io.uploadgrants.s3;

import org.jspecify.annotations.NullMarked;
