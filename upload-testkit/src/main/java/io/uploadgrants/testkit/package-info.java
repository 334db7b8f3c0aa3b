/**
 * S3 servers for an application's tests, and a client that performs and attacks grants.
 *
 * <p>This is what a test calls, with {@code junit}, {@code assertj}, {@code contract}, {@code
 * policy} and {@code embedded}. What stands behind it is found as a service and points here, never
 * back: {@code backend} has the servers, {@code probe} measures them, {@code attack} abuses grants,
 * {@code kind} knows what differs between their kinds, {@code wire} sends them, {@code bucket} is
 * what they fill.
 */
@NullMarked
package io.uploadgrants.testkit;

import org.jspecify.annotations.NullMarked;
