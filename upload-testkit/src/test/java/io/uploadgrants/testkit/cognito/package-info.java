/**
 * Cognito: user pools and identity pools against moto, and a pool's role on the embedded server.
 */
@NullMarked
package io.uploadgrants.testkit.cognito;

import org.jspecify.annotations.NullMarked;
