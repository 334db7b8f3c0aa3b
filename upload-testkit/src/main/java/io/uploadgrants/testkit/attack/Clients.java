package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.ClientSource;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadServer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;

/** Clients that speak HTTP themselves, so that they can send what no library would. */
public final class Clients implements ClientSource {

  /** Found as a service. */
  public Clients() {}

  @Override
  public GrantClient of(UploadServer server) {
    return new HttpGrantClient(server, InstantSource.system());
  }

  @Override
  public Map<Tampering, Tampering.Verdict> verdicts(Collection<Tampering> attempts) {
    return AlteredCopy.verdicts(attempts);
  }
}
