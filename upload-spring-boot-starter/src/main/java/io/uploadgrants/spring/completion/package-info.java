/** After the grant: tickets, completion and receipts. */
@NullMarked
package io.uploadgrants.spring.completion;

import org.jspecify.annotations.NullMarked;
