/** S3 servers for an application's tests, and a client that performs and attacks grants. */
@NullMarked
package io.uploadgrants.testkit;

import org.jspecify.annotations.NullMarked;
