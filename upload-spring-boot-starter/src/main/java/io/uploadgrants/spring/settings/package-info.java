/**
 * What properties say: bound, held against what is known, and refused where a word of it would be
 * dropped.
 */
@NullMarked
package io.uploadgrants.spring.settings;

import org.jspecify.annotations.NullMarked;
