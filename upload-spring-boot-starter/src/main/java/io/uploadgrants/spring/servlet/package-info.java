/** Grants over HTTP: the servlet is registered. */
@NullMarked
package io.uploadgrants.spring.servlet;

import org.jspecify.annotations.NullMarked;
