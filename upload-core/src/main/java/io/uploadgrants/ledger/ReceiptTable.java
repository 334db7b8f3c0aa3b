package io.uploadgrants.ledger;

import io.uploadgrants.UploadConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The table of used receipts, in SQL that databases have in common.
 *
 * @param name its name, with its schema's if need be; it goes into statements as it is
 */
record ReceiptTable(String name) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  ReceiptTable {
    if (!NAME.matcher(name).matches()) {
      throw new UploadConfigurationException(
          "receipts.table",
          "'%s' is no name of a table; give ASCII letters, digits and '_', not a digit first.",
          name);
    }
  }

  String ddl() {
    return "CREATE TABLE "
        + name
        + " (id VARCHAR(64) NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)";
  }

  void insert(Connection connection, String id, Instant until) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + name + " (id, expires_at) VALUES (?, ?)")) {
      insert.setString(1, id);
      insert.setLong(2, until.getEpochSecond());
      // A trigger or a rule of the table may have made nothing of it.
      if (insert.executeUpdate() != 1) {
        throw new SQLException("The table has taken no row");
      }
    }
  }

  boolean has(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM " + name + " WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next();
      }
    }
  }

  int deleteUntil(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + name + " WHERE expires_at <= ?")) {
      delete.setLong(1, now.getEpochSecond());
      return delete.executeUpdate();
    }
  }
}
