/**
 * What all that calls AWS's services by the SDK has in common: who closes a client, how long a call
 * may take, and what may be said of its failure. For this library's own packages.
 */
@NullMarked
package io.uploadgrants.aws;

import org.jspecify.annotations.NullMarked;
