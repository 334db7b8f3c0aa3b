/**
 * Cognito: user pools for login, and identity pools for temporary credentials. Needs the AWS SDK's
 * modules {@code cognitoidentityprovider}, {@code cognitoidentity} and {@code sts}, Caffeine, and
 * Nimbus JOSE+JWT.
 */
@NullMarked
package io.uploadgrants.cognito;

import org.jspecify.annotations.NullMarked;
