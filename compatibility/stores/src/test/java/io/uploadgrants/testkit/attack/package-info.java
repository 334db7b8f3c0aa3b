/**
 * Attacks on grants: every altered copy of an upload must be refused by a real server, and each
 * that isn't stands in a list with the reason why it harms nobody.
 */
@NullMarked
package io.uploadgrants.testkit.attack;

import org.jspecify.annotations.NullMarked;
