/** The embedded server over its real port: what S3 refuses, it refuses. */
@NullMarked
package io.uploadgrants.testkit.embedded;

import org.jspecify.annotations.NullMarked;
