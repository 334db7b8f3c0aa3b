package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page's table is what the suites beside this class hold the servers to. */
class ChecksTableTests {

  private static final Set<ServerCheck> UNDONE_BY_STREAMING =
      EnumSet.of(
          ServerCheck.PUT_SIGNATURE,
          ServerCheck.PUT_SIZE,
          ServerCheck.PUT_CHECKSUM,
          ServerCheck.NO_OVERWRITE,
          ServerCheck.EMPTY_HEADERS,
          ServerCheck.EXPIRY,
          ServerCheck.SESSION_TOKEN);

  @Test
  void thePageHasTheTableOfToday() throws IOException {
    System.out.print(table());
    GeneratedTables.assertAreOfToday("testkit.md", Map.of("checks", table()));
  }

  private static String table() {
    Map<String, Set<ServerCheck>> servers = new LinkedHashMap<>();
    servers.put("embedded", Backend.EMBEDDED.declaredChecks());
    servers.put("LocalStack", Backend.LOCALSTACK.declaredChecks());
    servers.put("MinIO", Backend.MINIO.declaredChecks());
    servers.put("versitygw", Backend.VERSITY_GATEWAY.declaredChecks());
    servers.put("SeaweedFS", StoreChecks.SEAWEEDFS);
    servers.put("Garage", StoreChecks.GARAGE);
    servers.put("Ceph RGW", StoreChecks.CEPH);
    String head = "| check | " + String.join(" | ", servers.keySet()) + " |\n";
    return head
        + "|---".repeat(servers.size() + 1)
        + "|\n"
        + Arrays.stream(ServerCheck.values())
            .map(check -> row(check, servers))
            .collect(Collectors.joining());
  }

  private static String row(ServerCheck check, Map<String, Set<ServerCheck>> servers) {
    return servers.values().stream()
        .map(made -> cell(check, made))
        .collect(
            Collectors.joining(
                " | ", "| `%s` %s | ".formatted(check, check.description()), " |\n"));
  }

  /** A payload that is said to be streamed gets past everything that a PUT is refused for. */
  private static String cell(ServerCheck check, Set<ServerCheck> made) {
    if (!made.contains(check)) {
      return "**no**";
    }
    return UNDONE_BY_STREAMING.contains(check) && !made.contains(ServerCheck.PUT_STREAMING)
        ? "yes, but for `PUT_STREAMING`"
        : "yes";
  }
}
