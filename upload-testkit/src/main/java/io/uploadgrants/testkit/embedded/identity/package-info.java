/** Whom the tokens of {@code AssumeRoleWithWebIdentity} stand for; a test says so. */
@NullMarked
package io.uploadgrants.testkit.embedded.identity;

import org.jspecify.annotations.NullMarked;
