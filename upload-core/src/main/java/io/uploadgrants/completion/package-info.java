/**
 * After the grant: what was uploaded is looked at, and accepted or removed. Needs Nimbus JOSE+JWT,
 * and Apache Tika where a profile checks content.
 */
@NullMarked
package io.uploadgrants.completion;

import org.jspecify.annotations.NullMarked;
