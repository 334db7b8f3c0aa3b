/**
 * Grants over HTTP, as JSON: {@link io.uploadgrants.servlet.UploadServlet} runs in any container of
 * Jakarta Servlet 6.0 or newer.
 */
@NullMarked
package io.uploadgrants.servlet;

import org.jspecify.annotations.NullMarked;
