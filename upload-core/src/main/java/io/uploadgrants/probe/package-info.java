/**
 * What a store really does, found out by small uploads into the application's own bucket.
 *
 * <p>Start at {@link io.uploadgrants.probe.StoreProbe}.
 */
@NullMarked
package io.uploadgrants.probe;

import org.jspecify.annotations.NullMarked;
