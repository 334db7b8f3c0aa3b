package io.uploadgrants.browsers;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static io.uploadgrants.GrantSettings.temporaryCredentials;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** A page's server: the page, and the servlet with a profile of each kind. */
final class Application {

  static final int PART = 5 << 20;

  private static final String ROLE = "arn:aws:iam::123456789012:role/uploader";

  private final Receipts receipts;
  private final UploadCompletions completions;
  private final StsClient sts;
  private final Trouble trouble = new Trouble();
  private final ServletContextHandler context = new ServletContextHandler();
  private Server server;
  private int port;

  /** Starts one whose grants are for a store at the end of a cable. */
  Application(Store store, Cable cable) throws Exception {
    sts =
        StsClient.builder()
            .endpointOverride(store.server().endpoint())
            .region(Region.of(EmbeddedS3.REGION))
            .credentialsProvider(store.server().credentials())
            .build();
    TokenSecrets secrets = TokenSecrets.random();
    UploadTarget target =
        store.server().target(Store.BUCKET).publicEndpoint(cable.endpoint()).build();
    UploadGrants grants =
        UploadGrants.builder()
            .target(target)
            .credentials(store.server().credentials())
            .clock(store.server().clock())
            .tickets(EncryptedTickets.of(secrets))
            .strategy(
                new TemporaryCredentialsStrategy(
                    SubjectSessions.of(AssumeRoleSource.of(ROLE).client(sts).build()).build()))
            .profile(plain("plain").kinds(presignedPut()).build())
            .profile(plain("form").kinds(postPolicy()).build())
            .profile(
                plain("photo")
                    .kinds(presignedPut())
                    .contentTypes("image/*")
                    .completion(completion().checkContent())
                    .build())
            .profile(
                plain("moved")
                    .kinds(postPolicy())
                    .keys(ObjectKeyPolicy.perSubject("incoming"))
                    .completion(completion().moveTo(ObjectKeyPolicy.perSubject("documents")))
                    .build())
            .profile(
                UploadProfile.named("video")
                    .kinds(multipart().partSize(PART))
                    .validFor(Duration.ofMinutes(5))
                    .minSize(0)
                    .maxSize(2L << 30)
                    .build())
            .profile(
                UploadProfile.named("folder")
                    .kinds(temporaryCredentials())
                    .scope(UploadScope.PREFIX)
                    .keys(ObjectKeyPolicy.subjectFolder("users"))
                    .validFor(Duration.ofHours(1))
                    .build())
            .profile(
                UploadProfile.named("one")
                    .kinds(temporaryCredentials())
                    .validFor(Duration.ofHours(1))
                    .build())
            .profile(
                UploadProfile.named("sealed")
                    .kinds(presignedPut())
                    .requireChecksum(ChecksumAlgorithm.SHA256)
                    .build())
            .profile(
                UploadProfile.named("sealed-parts")
                    .kinds(multipart().partSize(PART))
                    .requireChecksum(ChecksumAlgorithm.CRC64NVME)
                    .build())
            .build();
    receipts = Receipts.of(secrets, Duration.ofHours(1), grants.clock());
    completions =
        UploadCompletions.builder(grants, receipts).clients(any -> store.client()).build();
    UploadServlet servlet =
        UploadServlet.builder(grants)
            .completions(completions)
            .subjectResolver(request -> "alice")
            .build();
    context.addServlet(new ServletHolder(servlet), "/uploads/*");
    context.addServlet(new ServletHolder(new PageServlet(cable.endpoint())), "/");
    context.addFilter(new FilterHolder(trouble), "/uploads/*", EnumSet.of(DispatcherType.REQUEST));
    server = start();
  }

  private static UploadProfile.Builder plain(String name) {
    return UploadProfile.named(name).minSize(0).maxSize(1 << 20);
  }

  private Server start() throws Exception {
    Server started = new Server();
    ServerConnector connector = new ServerConnector(started);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    started.addConnector(connector);
    started.setHandler(context);
    started.start();
    port = connector.getLocalPort();
    return started;
  }

  /** Where the page is. */
  URI address() {
    return URI.create("http://localhost:" + port + "/");
  }

  Receipts receipts() {
    return receipts;
  }

  Trouble trouble() {
    return trouble;
  }

  void stop() throws Exception {
    server.stop();
  }

  /** Starts it again where it was. */
  void startAgain() throws Exception {
    server = start();
  }

  /** Ends it for good. */
  void end() throws Exception {
    server.stop();
    completions.close();
    sts.close();
  }
}
