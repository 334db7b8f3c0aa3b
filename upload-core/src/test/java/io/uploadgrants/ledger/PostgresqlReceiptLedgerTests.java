package io.uploadgrants.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import java.net.URI;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** On PostgreSQL. */
@Needs(Equipment.POSTGRESQL)
class PostgresqlReceiptLedgerTests extends JdbcReceiptLedgerContract {

  @Override
  DataSource database() {
    return Pool.OPEN;
  }

  /** Opened by the first test, so not where the suite is skipped. */
  private static final class Pool {

    static final JdbcConnectionPool OPEN = JdbcConnectionPool.create(connections());

    private static PGConnectionPoolDataSource connections() {
      URI endpoint = Equipment.POSTGRESQL.endpoint();
      PGConnectionPoolDataSource database = new PGConnectionPoolDataSource();
      database.setServerNames(new String[] {endpoint.getHost()});
      database.setPortNumbers(new int[] {endpoint.getPort()});
      database.setDatabaseName("postgres");
      database.setUser(Equipment.POSTGRESQL.accessKey());
      database.setPassword(Equipment.POSTGRESQL.secretKey());
      return database;
    }
  }

  /** An insert that does nothing, and says nothing, is no mark. */
  @Test
  void aRuleThatKeepsQuietMakesNoReceiptCountTwice() throws SQLException {
    run(
        "CREATE RULE quiet AS ON INSERT TO upload_receipt"
            + " WHERE EXISTS (SELECT 1 FROM upload_receipt used WHERE used.id = NEW.id)"
            + " DO INSTEAD NOTHING");
    assertThat(ledger().redeem("a", NOW)).isTrue();
    assertThat(ledger().redeem("a", NOW)).isFalse();

    run("CREATE RULE never AS ON INSERT TO upload_receipt DO INSTEAD NOTHING");
    assertThatThrownBy(() -> ledger().redeem("b", NOW)).isInstanceOf(ReceiptLedgerException.class);
  }
}
