/**
 * After the grant: what was uploaded is looked at, and accepted or removed. Needs Nimbus JOSE+JWT.
 */
@NullMarked
package io.uploadgrants.completion;

import org.jspecify.annotations.NullMarked;
