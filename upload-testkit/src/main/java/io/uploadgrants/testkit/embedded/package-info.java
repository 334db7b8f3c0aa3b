/**
 * An S3 and STS server in the JVM: S3Proxy, behind an HTTP layer of ours. What a test calls is here
 * and in {@code identity}; the packages below are what it is put together of, and know nothing of
 * it.
 */
@NullMarked
package io.uploadgrants.testkit.embedded;

import org.jspecify.annotations.NullMarked;
