/** Tests of the auto-configuration, each in an application context of its own. */
@NullMarked
package io.uploadgrants.spring;

import org.jspecify.annotations.NullMarked;
