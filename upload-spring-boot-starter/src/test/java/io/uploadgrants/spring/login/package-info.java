@NullMarked
package io.uploadgrants.spring.login;

import org.jspecify.annotations.NullMarked;
