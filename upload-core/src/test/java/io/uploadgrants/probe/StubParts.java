package io.uploadgrants.probe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads in one part, which a store begins, lists and aborts, and never completes.
 *
 * @param keepingHalves whether a part that breaks off counts as a whole one
 * @param open the parts of the open ones, by path
 */
record StubParts(boolean keepingHalves, Map<String, String> open) {

  StubParts(boolean keepingHalves) {
    this(keepingHalves, new ConcurrentHashMap<>());
  }

  boolean answers(HttpExchange exchange, boolean whole) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (exchange.getRequestMethod().equals("POST") && query.contains("uploads=")) {
      open.put(path, "");
      return StubStore.answer(exchange, 200, "<UploadId>one</UploadId>");
    }
    if (!query.contains("uploadId=one")) {
      return false;
    }
    return switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        boolean kept = whole || keepingHalves;
        open.computeIfPresent(path, (key, part) -> kept ? "<PartNumber>1</PartNumber>" : part);
        yield kept
            ? StubStore.answer(exchange, 200, "")
            : StubStore.error(exchange, 400, "IncompleteBody");
      }
      case "GET" -> StubStore.answer(exchange, 200, "<Parts>" + open.get(path) + "</Parts>");
      case "DELETE" -> {
        open.remove(path);
        yield StubStore.answer(exchange, 204, "");
      }
      default -> StubStore.error(exchange, 501, "NotImplemented");
    };
  }
}
