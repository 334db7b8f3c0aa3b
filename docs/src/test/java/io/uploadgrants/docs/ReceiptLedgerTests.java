package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.ledger.JdbcReceiptLedger;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

class ReceiptLedgerTests {

  private final DataSource dataSource =
      JdbcConnectionPool.create("jdbc:h2:mem:docs;DB_CLOSE_DELAY=-1", "sa", "");

  @Test
  void aReceiptIsRedeemedOnceInTheTableOfThePage() throws Exception {
    InstantSource clock = InstantSource.system();
    Receipts receipts =
        Receipts.of(
            TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu"), Duration.ofHours(1), clock);
    String receipt = receipts.issue(upload(clock.instant()));
    createTable();
    // snippet: redeem-receipt
    JdbcReceiptLedger ledger = JdbcReceiptLedger.of(dataSource);
    CompletedUpload upload = receipts.redeem(receipt, "alice", ledger);
    // end
    assertThat(upload).isEqualTo(receipts.verify(receipt, "alice"));
    assertThatThrownBy(() -> receipts.redeem(receipt, "alice", ledger))
        .isInstanceOf(UploadRefusedException.class);
    assertThat(purged(ledger, clock)).isZero();
    assertThat(purged(ledger, InstantSource.offset(clock, Duration.ofDays(9)))).isEqualTo(1);
  }

  private static int purged(JdbcReceiptLedger ledger, InstantSource clock) {
    // snippet: purge-ledger
    int removed = ledger.purge(clock.instant());
    // end
    return removed;
  }

  private void createTable() throws Exception {
    String sql = JdbcReceiptLedger.of(dataSource).ddl();
    assertThat(Files.readString(Path.of("completion.md"))).contains("```sql\n" + sql + "\n```");
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static CompletedUpload upload(Instant now) {
    return new CompletedUpload(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        "alice",
        "photos",
        "avatars/x.png",
        5,
        "image/png",
        "\"e\"",
        null,
        null,
        now.truncatedTo(ChronoUnit.SECONDS));
  }
}
