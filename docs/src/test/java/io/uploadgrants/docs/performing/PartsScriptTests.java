package io.uploadgrants.docs.performing;

import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/servlet.md shows of a page that sends a large file. */
@Needs(Equipment.HTTP_CLIENTS)
class PartsScriptTests {

  private static final int PART = 5 << 20;

  /** What the page leaves to its reader: where the application is. */
  private static final String APPLICATION =
      """
      const own = globalThis.fetch;
      const puts = [];
      let puttable = Infinity;
      globalThis.fetch = (url, options) => {
        if (options.method === "PUT") {
          puts.push(Number(new URL(url).searchParams.get("partNumber")));
          if (puts.length > puttable) throw new Error("the connection broke");
        }
        return own(url.startsWith("/") ? grant.application + url : url, options);
      };
      """;

  private final byte[] bytes = new byte[5 * PART + 5];

  @AutoClose private final UploadServer store = UploadServer.embedded();

  @AutoClose("stop")
  private final Server application =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  private final TokenSecrets secrets = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(store.target())
          .credentials(store.credentials())
          .clock(store.clock())
          .tickets(EncryptedTickets.of(secrets))
          .profile(UploadProfile.named("video").kinds(multipart().partSize(PART)).build())
          .build();
  private final Receipts receipts = Receipts.of(secrets, Duration.ofHours(1), grants.clock());

  @AutoClose
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, receipts).clients(target -> store.client()).build();

  @TempDir Path folder;

  @BeforeEach
  void startApplication() throws Exception {
    UploadServlet servlet =
        UploadServlet.builder(grants)
            .completions(completions)
            .subjectResolver(request -> "alice")
            .build();
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/uploads/*");
    application.setHandler(context);
    application.start();
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("me.png"), bytes);
    String base = application.getURI().toString().replaceFirst("/$", "");
    Files.writeString(folder.resolve("grant.json"), "{\"application\":\"" + base + "\"}");
  }

  private static Script script(String text) throws Exception {
    return new Script("fetch-parts", "js", APPLICATION + shown().get("parts-send") + text);
  }

  private static Map<String, String> shown() throws Exception {
    return Script.all(Path.of("servlet.md")).stream()
        .collect(Collectors.toMap(Script::name, Script::text));
  }

  private void assertUploaded(Script.Ended ended) {
    assertThat(ended.code()).as(ended.printed()).isZero();
    CompletedUpload upload = receipts.verify(ended.printed().strip(), "alice");
    assertThat(
            store
                .client()
                .getObjectAsBytes(get -> get.bucket(store.bucket()).key(upload.key()))
                .asByteArrayUnsafe())
        .isEqualTo(bytes);
  }

  @Test
  void aFileIsSentInParts() throws Exception {
    assertUploaded(script(shown().get("parts-start") + "console.log(receipt);\n").run(folder));
  }

  @Test
  void aFileThatWasBrokenOffIsSentOn() throws Exception {
    String broken =
        """
        puttable = 3;
        const {ticket} = await ask("", {profile: "video", size: file.size});
        await send(file, ticket).then(() => process.exit(1), () => {});
        await new Promise(later => setTimeout(later, 500));
        puttable = Infinity;
        puts.length = 0;
        const {receipt} = await send(file, ticket);
        if (puts.length !== 3) throw new Error("sent again: " + puts);
        console.log(receipt);
        """;
    assertUploaded(script(broken).run(folder));
  }

  @Test
  void aFileWhoseCompletionWasNotHeardOfIsCompletedAgain() throws Exception {
    String lost =
        """
        const {ticket} = await ask("", {profile: "video", size: file.size});
        await send(file, ticket);
        puts.length = 0;
        const {receipt} = await send(file, ticket);
        if (puts.length !== 0) throw new Error("sent again: " + puts);
        console.log(receipt);
        """;
    assertUploaded(script(lost).run(folder));
  }
}
