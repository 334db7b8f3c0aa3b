package io.uploadgrants.sts;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.ServiceClient;
import io.uploadgrants.aws.StsLimits;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;

/** The settings of every source that calls STS. */
abstract class StsSourceBuilder<B extends StsSourceBuilder<B>> {

  private @Nullable StsClient client;
  private @Nullable String region;

  /** Returns this builder. */
  abstract B self();

  /**
   * Returns the client that was given, or makes one for the region.
   *
   * @param signed whether its calls are signed
   */
  final ServiceClient<StsClient> sts(boolean signed) {
    return StsClients.of(client, region, signed);
  }

  /**
   * Sets the client of STS.
   *
   * @param client the client; whoever made it closes it
   * @return this builder
   */
  public B client(StsClient client) {
    this.client = Objects.requireNonNull(client, "client");
    return self();
  }

  /**
   * Makes a client of STS for a region, with the AWS SDK's default credentials where calls are
   * signed. It is closed with the source.
   *
   * @param region for instance {@code eu-west-1}
   * @return this builder
   */
  public B region(String region) {
    this.region = Objects.requireNonNull(region, "region");
    return self();
  }

  /** The settings of a source whose sessions are a role's. */
  abstract static class OfRole<B extends OfRole<B>> extends StsSourceBuilder<B> {

    private Duration maxDuration = StsLimits.USUAL_ROLE_SESSION;

    final Duration maxDuration() {
      return maxDuration;
    }

    /**
     * Says how long the role's sessions live at most.
     *
     * @param maximum 15 minutes to 12 hours, and no more than the role's {@code MaxSessionDuration}
     *     (one to 12 hours); one hour, as IAM has it, when not set
     * @return this builder
     * @throws UploadConfigurationException when it is outside these bounds
     */
    public B maxDuration(Duration maximum) {
      this.maxDuration = SessionLife.checkLongest(maximum);
      return self();
    }
  }
}
