/** What an application's own code uses of the starter: details, a customizer, the clock. */
@NullMarked
package io.uploadgrants.spring;

import org.jspecify.annotations.NullMarked;
