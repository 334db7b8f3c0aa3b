package io.uploadgrants.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on each database. */
abstract class JdbcReceiptLedgerContract extends ReceiptLedgerContract {

  private final DataSource database = database();
  private final JdbcReceiptLedger ledger = JdbcReceiptLedger.of(database);

  /** Returns the database, which may have a table of an earlier test. */
  abstract DataSource database();

  final void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @BeforeEach
  void createTheTable() throws SQLException {
    run("DROP TABLE IF EXISTS upload_receipt");
    run(ledger.ddl());
  }

  @Override
  ReceiptLedger ledger() {
    return ledger;
  }

  @Override
  int purge(Instant now) {
    return ledger.purge(now);
  }

  @Test
  void anotherNodeSeesTheMark() {
    assertThat(ledger.redeem("a", NOW)).isTrue();
    assertThat(JdbcReceiptLedger.of(database).redeem("a", NOW)).isFalse();
  }

  /** A text that doesn't fit, a column more, a table less: none of them means used. */
  @Test
  void anotherFailureIsNoUsedReceipt() throws SQLException {
    fails("x".repeat(65));
    run("ALTER TABLE upload_receipt ADD COLUMN more INTEGER DEFAULT NULL CHECK (more IS NOT NULL)");
    fails("c2l4dGVlbiBieXRlcyEh");
    run("DROP TABLE upload_receipt");
    fails("c2l4dGVlbiBieXRlcyEh");
    assertThatThrownBy(() -> ledger.purge(NOW)).isInstanceOf(ReceiptLedgerException.class);
  }

  private void fails(String id) {
    assertThatThrownBy(() -> ledger.redeem(id, NOW))
        .isInstanceOfSatisfying(
            ReceiptLedgerException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ISSUANCE_FAILED))
        .hasCauseInstanceOf(SQLException.class)
        .hasMessageNotContaining(id);
  }

  @Test
  void aMarkThatCouldBeTakenBackIsRefused() {
    JdbcReceiptLedger transactional = JdbcReceiptLedger.of(new ManualCommits(database));

    assertThatThrownBy(() -> transactional.redeem("a", NOW))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("auto-commit");
    assertThat(ledger.redeem("a", NOW)).isTrue();
  }
}
