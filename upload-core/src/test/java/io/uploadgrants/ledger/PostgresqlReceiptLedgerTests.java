package io.uploadgrants.ledger;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import java.net.URI;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On PostgreSQL, with a connection for each call. */
@Needs(Equipment.POSTGRESQL)
class PostgresqlReceiptLedgerTests extends JdbcReceiptLedgerContract {

  @Override
  DataSource database() {
    URI endpoint = Equipment.POSTGRESQL.endpoint();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setServerNames(new String[] {endpoint.getHost()});
    database.setPortNumbers(new int[] {endpoint.getPort()});
    database.setDatabaseName("postgres");
    database.setUser(Equipment.POSTGRESQL.accessKey());
    database.setPassword(Equipment.POSTGRESQL.secretKey());
    return database;
  }
}
