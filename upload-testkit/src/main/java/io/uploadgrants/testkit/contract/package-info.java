/**
 * Contracts for those who extend this library: a test class that extends one of them and makes what
 * it is to judge inherits every test. They need JUnit Jupiter and AssertJ on the test class path.
 *
 * <p>A contract holds what its tests share, and has a nested class for each group of them; a
 * group's tests stand in a {@code …Rules} of its own.
 */
@NullMarked
package io.uploadgrants.testkit.contract;

import org.jspecify.annotations.NullMarked;
