/**
 * AWS Signature Version 4 for presigned URLs and form policies. Internal: the strategies use it,
 * applications don't.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">AWS
 *     Signature Version 4 in S3</a>
 */
@NullMarked
package io.uploadgrants.sigv4;

import org.jspecify.annotations.NullMarked;
