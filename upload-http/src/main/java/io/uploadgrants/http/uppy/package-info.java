/**
 * What Uppy's S3 plugin calls, unmodified, without a server's API: an adapter hands each request to
 * {@link io.uploadgrants.http.uppy.UppyEndpoint} as an {@link
 * io.uploadgrants.http.uppy.UppyExchange}.
 */
@NullMarked
package io.uploadgrants.http.uppy;

import org.jspecify.annotations.NullMarked;
