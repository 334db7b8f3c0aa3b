@NullMarked
package io.uploadgrants.spring.credentials;

import org.jspecify.annotations.NullMarked;
