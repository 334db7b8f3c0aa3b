package io.uploadgrants.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client of one of AWS's services, which its maker closes.
 *
 * @param <C> the SDK's client
 * @param client the client
 * @param own whether it was made here, and is closed with what uses it
 */
public record ServiceClient<C extends SdkAutoCloseable>(C client, boolean own)
    implements AutoCloseable {

  /**
   * Returns the client that the application gave, or makes one.
   *
   * @param <C> the SDK's client
   * @param given the application's client, which stays open, or {@code null}
   * @param maker makes one when there is none
   * @return the client, with whether it is closed here
   */
  public static <C extends SdkAutoCloseable> ServiceClient<C> of(
      @Nullable C given, Supplier<C> maker) {
    return given == null
        ? new ServiceClient<>(maker.get(), true)
        : new ServiceClient<>(given, false);
  }

  /** Closes the client, unless it was given. */
  @Override
  public void close() {
    if (own) {
      client.close();
    }
  }
}
