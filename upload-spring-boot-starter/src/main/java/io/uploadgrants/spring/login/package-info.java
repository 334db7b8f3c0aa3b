/** Who asks, by the tokens of a user pool. */
@NullMarked
package io.uploadgrants.spring.login;

import org.jspecify.annotations.NullMarked;
