package io.uploadgrants.cli;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadException;
import io.uploadgrants.cli.ProbeOptions.WrongOptionException;
import io.uploadgrants.probe.StoreProbe;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** The program. */
public final class ProbeProgram {

  private static final int TRUE = 0;
  private static final int UNTRUE = 1;
  private static final int FAILED = 2;

  private final PrintStream out;
  private final PrintStream err;

  ProbeProgram(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Probes a store, and ends with what it found as exit status.
   *
   * @param arguments options; without any it says which there are
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new ProbeProgram(out, err).run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    if (arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
      out.print(ProbeOptions.USAGE);
      return arguments.isEmpty() ? FAILED : TRUE;
    }
    try {
      return report(ProbeOptions.of(arguments));
    } catch (WrongOptionException | IllegalArgumentException | UploadConfigurationException wrong) {
      err.println(wrong.getMessage());
      err.println("java -jar upload-probe.jar --help names the options.");
      return FAILED;
    } catch (UploadException failed) {
      err.println(failed.getMessage());
      return FAILED;
    } catch (RuntimeException unexpected) {
      // The JVM's own status would say that a claim is untrue.
      unexpected.printStackTrace(err);
      return FAILED;
    }
  }

  private int report(ProbeOptions options) {
    StoreProbe.Builder probe = StoreProbe.of(options.target()).timeout(options.timeout());
    String role = options.role();
    if (role == null) {
      return report(probe);
    }
    try (StsClient sts = sts(options)) {
      AssumeRoleSource sessions = AssumeRoleSource.of(role).client(sts).build();
      SubjectSessions cached = SubjectSessions.of(sessions).build();
      return report(probe.temporaryCredentials(new TemporaryCredentialsStrategy(cached)));
    }
  }

  private int report(StoreProbe.Builder probe) {
    StoreReport report = probe.build().run();
    out.print(ReportText.of(report));
    return report.untrue().isEmpty() ? TRUE : UNTRUE;
  }

  private static StsClient sts(ProbeOptions options) {
    StsClientBuilder sts = StsClient.builder().region(Region.of(options.target().region()));
    if (options.target().endpoint() != null) {
      // Stores that have an STS have it at the same address.
      sts.endpointOverride(options.target().endpoint());
    }
    return sts.build();
  }
}
