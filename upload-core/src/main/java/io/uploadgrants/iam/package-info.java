/**
 * What IAM knows of uploads: the policies of sessions and roles, and revoking. The policies need
 * nothing but core; {@link io.uploadgrants.iam.GrantRevoker} needs the AWS SDK's module {@code
 * iam}.
 */
@NullMarked
package io.uploadgrants.iam;

import org.jspecify.annotations.NullMarked;
