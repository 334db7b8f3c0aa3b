package io.uploadgrants.testkit.backend;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.probe.StoreProbe;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Servers of the kit, as the probe sees them. */
final class ProbedStores {

  private ProbedStores() {}

  static StoreProbe probe(UploadServer server) {
    StsClient sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(server.credentials())
            .build();
    AssumeRoleSource role =
        AssumeRoleSource.of(((OpenServer) server).roleArn()).client(sts).build();
    return StoreProbe.of(server.target())
        .credentials(server.credentials())
        .temporaryCredentials(new TemporaryCredentialsStrategy(SubjectSessions.of(role).build()))
        .clock(
            server.checks().contains(ServerCheck.TEST_CLOCK)
                ? server.clock()
                : InstantSource.system())
        .build();
  }

  /** To the probe a form that can be forged is none; the kit's users may want it all the same. */
  static Set<StoreFeature> expected(Set<ServerCheck> checks) {
    Set<StoreFeature> expected = EnumSet.noneOf(StoreFeature.class);
    expected.addAll(CheckedFeatures.of(checks).present());
    if (!checks.contains(ServerCheck.FORM_SIGNATURE)) {
      expected.removeIf(
          feature -> feature == StoreFeature.POST_POLICY || feature.name().startsWith("FORM_"));
    }
    return expected;
  }
}
