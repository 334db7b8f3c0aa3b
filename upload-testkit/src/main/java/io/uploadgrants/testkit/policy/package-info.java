/**
 * IAM's policies, as sessions and roles carry them: {@link
 * io.uploadgrants.testkit.policy.SessionPolicy} reads one and says whether it allows a request.
 * What it doesn't know, it refuses to read, so that no condition of a policy is ever skipped.
 */
@NullMarked
package io.uploadgrants.testkit.policy;

import org.jspecify.annotations.NullMarked;
