/** Temporary credentials, of a role or of an identity pool, and their end. */
@NullMarked
package io.uploadgrants.spring.credentials;

import org.jspecify.annotations.NullMarked;
