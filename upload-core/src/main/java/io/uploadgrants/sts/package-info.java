/**
 * Sessions of STS, one for each subject: temporary credentials to hand out, and credentials that
 * sign a subject's grants. Needs the AWS SDK's module {@code sts}, Caffeine, and Nimbus JOSE+JWT
 * where logins are JWTs.
 */
@NullMarked
package io.uploadgrants.sts;

import org.jspecify.annotations.NullMarked;
