package io.uploadgrants.ledger;

import io.uploadgrants.UploadConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A ledger in a table of any SQL database, which all nodes share. The table's primary key lets one
 * caller win. Thread-safe, as data sources are.
 */
public final class JdbcReceiptLedger implements ReceiptLedger {

  private static final String DEFAULT_TABLE = "upload_receipt";

  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  /** SQL's class of violated constraints, for all of them. */
  private static final String VIOLATION = "23";

  private final DataSource dataSource;
  private final String table;

  private JdbcReceiptLedger(DataSource dataSource, String table) {
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
    if (!TABLE.matcher(table).matches()) {
      throw new UploadConfigurationException(
          "receipts.table",
          "'%s' is no name of a table; give ASCII letters, digits and '_', not a digit first.",
          table);
    }
    return new JdbcReceiptLedger(dataSource, table);
  }

  /**
   * Returns the statement that creates the table, in SQL that databases have in common. A migration
   * tool runs it once.
   *
   * @return {@code CREATE TABLE}, without a semicolon
   */
  public String ddl() {
    return "CREATE TABLE "
        + table
        + " (id VARCHAR(64) NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)";
  }

  /**
   * {@inheritDoc}
   *
   * @throws UploadConfigurationException when the data source's connections don't commit by
   *     themselves, so that the mark could be taken back
   */
  @Override
  public boolean redeem(String id, Instant until) {
    try (Connection connection = committing()) {
      try {
        insert(connection, id, until);
        return true;
      } catch (SQLException failed) {
        // Another constraint of the table would refuse every receipt, and that shouldn't look so.
        if (isViolation(failed) && isUsed(connection, id)) {
          return false;
        }
        throw failed;
      }
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
    try (Connection connection = committing();
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + table + " WHERE expires_at <= ?")) {
      delete.setLong(1, now.getEpochSecond());
      return delete.executeUpdate();
    } catch (SQLException failed) {
      throw failure(failed);
    }
  }

  private Connection committing() throws SQLException {
    Connection connection = dataSource.getConnection();
    if (connection.getAutoCommit()) {
      return connection;
    }
    connection.close();
    throw new UploadConfigurationException(
        "receipts.data-source",
        "Connections of the ledger's data source don't commit by themselves, so a used receipt could be forgotten; give a data source with auto-commit, which takes no part in other transactions.");
  }

  private void insert(Connection connection, String id, Instant until) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " (id, expires_at) VALUES (?, ?)")) {
      insert.setString(1, id);
      insert.setLong(2, until.getEpochSecond());
      insert.executeUpdate();
    }
  }

  private boolean isUsed(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM " + table + " WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next();
      }
    }
  }

  private static boolean isViolation(SQLException failed) {
    return failed.getSQLState() != null && failed.getSQLState().startsWith(VIOLATION);
  }

  private static ReceiptLedgerException failure(SQLException failed) {
    return new ReceiptLedgerException(
        "The ledger of receipts couldn't be read or written; see the cause, and try again.",
        failed);
  }

  /** Returns the table's name alone. */
  @Override
  public String toString() {
    return "JdbcReceiptLedger[" + table + "]";
  }
}
