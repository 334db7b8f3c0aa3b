package io.uploadgrants.ledger;

import io.uploadgrants.UploadConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A ledger in a table of any SQL database, which all nodes share. The table's primary key lets one
 * caller win. Thread-safe, as data sources are.
 */
public final class JdbcReceiptLedger implements ReceiptLedger {

  private static final String DEFAULT_TABLE = "upload_receipt";

  /** SQL's class of violated constraints, for all of them. */
  private static final String VIOLATION = "23";

  private final DataSource dataSource;
  private final ReceiptTable table;

  private JdbcReceiptLedger(DataSource dataSource, ReceiptTable table) {
    this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    this.table = table;
  }

  /**
   * Returns a ledger in the table {@code upload_receipt}.
   *
   * @param dataSource connections that commit each statement by themselves, as they do unless told
   *     otherwise
   * @return the ledger
   */
  public static JdbcReceiptLedger of(DataSource dataSource) {
    return of(dataSource, DEFAULT_TABLE);
  }

  /**
   * Returns a ledger in a table of another name.
   *
   * @param dataSource connections that commit each statement by themselves, as they do unless told
   *     otherwise
   * @param table the table's name, with its schema's if need be: ASCII letters, digits and {@code
   *     _}
   * @return the ledger
   * @throws UploadConfigurationException when it is no such name
   */
  public static JdbcReceiptLedger of(DataSource dataSource, String table) {
    return new JdbcReceiptLedger(dataSource, new ReceiptTable(table));
  }

  /**
   * Returns the statement that creates the table, in SQL that databases have in common. A migration
   * tool runs it once.
   *
   * @return {@code CREATE TABLE}, without a semicolon
   */
  public String ddl() {
    return table.ddl();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UploadConfigurationException when the data source's connections don't commit by
   *     themselves, so that the mark could be taken back
   */
  @Override
  public boolean redeem(String id, Instant until) {
    try (Connection connection = dataSource.getConnection()) {
      requireCommitting(connection);
      return isFirst(connection, id, until);
    } catch (SQLException failed) {
      throw failure(failed);
    }
  }

  /**
   * Removes marks that are no longer needed; to be called now and then, on any node.
   *
   * @param now the time
   * @return how many there were
   * @throws ReceiptLedgerException when the database fails
   */
  public int purge(Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      requireCommitting(connection);
      return table.deleteUntil(connection, now);
    } catch (SQLException failed) {
      throw failure(failed);
    }
  }

  private static void requireCommitting(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new UploadConfigurationException(
          "receipts.data-source",
          "Connections of the ledger's data source don't commit by themselves, so a used receipt could be forgotten; give a data source with auto-commit, which takes no part in other transactions.");
    }
  }

  private boolean isFirst(Connection connection, String id, Instant until) throws SQLException {
    try {
      table.insert(connection, id, until);
      return true;
    } catch (SQLException failed) {
      if (isUsed(connection, id, failed)) {
        return false;
      }
      throw failed;
    }
  }

  /** Another constraint of the table would refuse every receipt, and that shouldn't look so. */
  private boolean isUsed(Connection connection, String id, SQLException failed) {
    if (!mayBeViolation(failed)) {
      return false;
    }
    try {
      return table.has(connection, id);
    } catch (SQLException another) {
      failed.addSuppressed(another);
      return false;
    }
  }

  /** SQLite's driver names no state. */
  private static boolean mayBeViolation(SQLException failed) {
    return failed.getSQLState() == null || failed.getSQLState().startsWith(VIOLATION);
  }

  private static ReceiptLedgerException failure(SQLException failed) {
    return new ReceiptLedgerException(
        "The ledger of receipts couldn't be read or written; see the cause, and try again.",
        failed);
  }

  /** Returns the table's name alone. */
  @Override
  public String toString() {
    return "JdbcReceiptLedger[" + table.name() + "]";
  }
}
