/**
 * Contracts for those who extend this library: a test class that extends one of them and makes what
 * it is to judge inherits every test. They need JUnit Jupiter and AssertJ on the test class path.
 */
@NullMarked
package io.uploadgrants.testkit.contract;

import org.jspecify.annotations.NullMarked;
