/**
 * Spring Boot's auto-configuration of grants: properties become profiles, and the servlet serves
 * them.
 */
@NullMarked
package io.uploadgrants.spring;

import org.jspecify.annotations.NullMarked;
