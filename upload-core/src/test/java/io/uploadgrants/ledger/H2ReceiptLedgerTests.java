package io.uploadgrants.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On H2 in memory. */
class H2ReceiptLedgerTests extends JdbcReceiptLedgerContract {

  private static final JdbcConnectionPool POOL =
      JdbcConnectionPool.create("jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1", "sa", "");

  @Override
  DataSource database() {
    return POOL;
  }

  @Test
  void aTableCanHaveAnotherName() throws SQLException {
    JdbcReceiptLedger ledger = JdbcReceiptLedger.of(POOL, "public.used_receipts");
    try (Connection connection = POOL.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(ledger.ddl());
    }
    assertThat(ledger.redeem("a", NOW)).isTrue();
    assertThat(ledger.redeem("a", NOW)).isFalse();
    assertThat(ledger).hasToString("JdbcReceiptLedger[public.used_receipts]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a b", "a;DROP TABLE b", "a\"", "a.b.c", ".a", "a\n", "ä"})
  void whatIsNoNameOfATableIsRefused(String name) {
    assertThatThrownBy(() -> JdbcReceiptLedger.of(POOL, name))
        .isInstanceOf(UploadConfigurationException.class);
  }
}
