package io.uploadgrants.docs.performing;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.servlet.UploadServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the page's scripts, on grants as the servlet answers them. */
abstract class ScriptsSuite extends ServerSuite {

  @AutoClose("stop")
  private Server application;

  @BeforeAll
  void startApplication() throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    UploadServlet servlet =
        UploadServlet.builder(grants).subjectResolver(request -> "Zoë (1)").build();
    context.addServlet(new ServletHolder(servlet), "/uploads/*");
    application = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    application.setHandler(context);
    application.start();
  }

  static List<Script> scripts() throws IOException {
    return Script.all();
  }

  @Test
  void thePageHasBothKindsForEachClient() throws IOException {
    assertThat(scripts())
        .extracting(Script::name)
        .containsExactly(
            "curl-put",
            "curl-form",
            "requests-put",
            "requests-form",
            "fetch-put",
            "fetch-form",
            "axios-put",
            "axios-form");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aGrantIsPerformed(Script script, @TempDir Path folder) throws Exception {
    JsonNode grant = ask(script, folder);
    Script.Ended ended = script.run(folder);
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertStored(grant.get("key").stringValue());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aRefusalEndsTheScriptWithAnError(Script script, @TempDir Path folder) throws Exception {
    ask(script, folder);
    Files.write(folder.resolve("me.png"), new byte[bytes.length + 1]);
    assertThat(script.run(folder).code()).isNotZero();
  }

  private JsonNode ask(Script script, Path folder) throws Exception {
    String request =
        """
        {"profile": "picture", "fileName": "me & you (1).png", "size": %d,
         "contentType": "image/png", "kind": "%s"}
        """
            .formatted(bytes.length, script.isForm() ? "post-policy" : "presigned-put");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(application.getURI().resolve("/uploads"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    Files.writeString(folder.resolve("grant.json"), answer.body());
    Files.write(folder.resolve("me.png"), bytes);
    return JsonMapper.shared().readTree(answer.body());
  }
}
