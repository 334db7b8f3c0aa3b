package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.testkit.UploadServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

class MultipartContractTests extends GrantStrategyContract {

  private @Nullable UploadServer server;

  /** Returns the server that judges. */
  UploadServer open() {
    return UploadServer.embedded();
  }

  @Override
  protected final UploadServer server() {
    UploadServer opened = open();
    server = opened;
    return opened;
  }

  /** The contract signs parts with credentials that no store knows, which start no upload. */
  @Override
  protected GrantStrategy strategy() {
    UploadServer judge = Objects.requireNonNull(server);
    return new MultipartStrategy(target -> new StartedByTheServersOwn(judge.client()));
  }
}
