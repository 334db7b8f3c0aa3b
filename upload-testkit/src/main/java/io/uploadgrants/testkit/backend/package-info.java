/**
 * The servers behind {@link io.uploadgrants.testkit.UploadServer}: how each is started, or found,
 * and ended. It probes what nobody has declared.
 *
 * <p>Internal: whoever uses the test kit calls nothing of it, and it changes without notice.
 */
@NullMarked
package io.uploadgrants.testkit.backend;

import org.jspecify.annotations.NullMarked;
