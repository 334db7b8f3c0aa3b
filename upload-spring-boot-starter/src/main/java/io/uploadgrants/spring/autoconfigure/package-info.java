/**
 * The grants of an application: its target, its profiles, what signs, and which strategies there
 * are.
 */
@NullMarked
package io.uploadgrants.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
