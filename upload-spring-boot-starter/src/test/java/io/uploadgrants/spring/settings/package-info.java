@NullMarked
package io.uploadgrants.spring.settings;

import org.jspecify.annotations.NullMarked;
