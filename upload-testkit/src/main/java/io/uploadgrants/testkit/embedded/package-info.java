/** An S3 and STS server in the JVM: S3Proxy, behind an HTTP layer of ours. */
@NullMarked
package io.uploadgrants.testkit.embedded;

import org.jspecify.annotations.NullMarked;
