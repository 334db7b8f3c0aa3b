/**
 * Grants over HTTP, as JSON, without a server's API: an adapter hands each request to {@link
 * io.uploadgrants.http.UploadEndpoint} as an {@link io.uploadgrants.http.UploadExchange}, and sends
 * the {@link io.uploadgrants.http.UploadResponse} that it returns.
 */
@NullMarked
package io.uploadgrants.http;

import org.jspecify.annotations.NullMarked;
