package io.uploadgrants.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, nobody gets a receipt twice, and the pool gets its connection back. */
class FailingConnectionsTests {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");

  @BeforeEach
  void createTheTable() throws SQLException {
    run(JdbcReceiptLedger.of(database).ddl());
  }

  @AfterEach
  void shutDown() throws SQLException {
    run("SHUTDOWN");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"getAutoCommit", "prepareStatement", "setLong", "executeUpdate"})
  void aConnectionIsGivenBackWhateverFails(String method) {
    FailingConnections connections =
        new FailingConnections(method, thrown -> new SQLException("away", "08006"));
    JdbcReceiptLedger ledger = JdbcReceiptLedger.of(connections.of(database));

    assertThatThrownBy(() -> ledger.redeem("a", NOW))
        .isInstanceOf(ReceiptLedgerException.class)
        .hasRootCauseMessage("away");
    assertThatThrownBy(() -> ledger.purge(NOW))
        .isInstanceOf(ReceiptLedgerException.class)
        .hasRootCauseMessage("away");
    assertThat(connections.open()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"getAutoCommit", "prepareStatement", "executeUpdate"})
  void aConnectionIsGivenBackToADriverThatBreaks(String method) {
    FailingConnections connections =
        new FailingConnections(method, thrown -> new IllegalStateException("broken"));
    JdbcReceiptLedger ledger = JdbcReceiptLedger.of(connections.of(database));

    assertThatThrownBy(() -> ledger.redeem("a", NOW)).hasMessage("broken");
    assertThatThrownBy(() -> ledger.purge(NOW)).hasMessage("broken");
    assertThat(connections.open()).isZero();
  }

  /** As SQLite's driver does. */
  @Test
  void aUsedReceiptIsKnownWithoutTheStateOfAnError() {
    FailingConnections connections =
        new FailingConnections(
            "executeUpdate",
            thrown -> thrown == null ? null : new SQLException(thrown.getMessage()));
    JdbcReceiptLedger ledger = JdbcReceiptLedger.of(connections.of(database));

    assertThat(ledger.redeem("a", NOW)).isTrue();
    assertThat(ledger.redeem("a", NOW)).isFalse();
    assertThat(connections.open()).isZero();
  }

  @Test
  void whatFailedFirstIsTold() {
    FailingConnections connections =
        new FailingConnections("executeQuery", thrown -> new SQLException("lost"));
    JdbcReceiptLedger ledger = JdbcReceiptLedger.of(connections.of(database));

    assertThat(ledger.redeem("a", NOW)).isTrue();
    assertThatThrownBy(() -> ledger.redeem("a", NOW))
        .isInstanceOf(ReceiptLedgerException.class)
        .cause()
        .hasMessageContaining("primary key violation")
        .satisfies(
            first -> assertThat(first.getSuppressed()).singleElement().asString().contains("lost"));
  }
}
