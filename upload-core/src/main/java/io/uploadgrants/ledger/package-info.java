/** What remembers which receipts were used: in memory, or in a database by plain JDBC. */
@NullMarked
package io.uploadgrants.ledger;

import org.jspecify.annotations.NullMarked;
