@NullMarked
package io.uploadgrants.spring.servlet;

import org.jspecify.annotations.NullMarked;
