/**
 * Tickets and receipts: what clients carry between the application's servers, as JSON Web Tokens.
 * Needs Nimbus JOSE+JWT.
 */
@NullMarked
package io.uploadgrants.token;

import org.jspecify.annotations.NullMarked;
