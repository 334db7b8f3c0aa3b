/**
 * STS of the server in the JVM. A test hands it {@link
 * io.uploadgrants.testkit.embedded.sts.WebIdentities}; all else is internal. It knows IAM and the
 * query protocol.
 */
@NullMarked
package io.uploadgrants.testkit.embedded.sts;

import org.jspecify.annotations.NullMarked;
