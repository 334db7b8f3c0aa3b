package io.uploadgrants.probe;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/**
 * The first half of a body of which the whole length was declared, and then the end of the
 * connection.
 *
 * @param body plain ASCII
 */
record HalfOfABody(String body) {

  BodyPublisher publisher() {
    return BodyPublishers.fromPublisher(
        reader -> reader.onSubscribe(new Half(reader)), body.length());
  }

  /** Hands out the half when it is asked for something, and fails when it is asked for more. */
  private final class Half implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> reader;
    private boolean sent;

    private Half(Flow.Subscriber<? super ByteBuffer> reader) {
      this.reader = reader;
    }

    @Override
    public void request(long wanted) {
      if (sent) {
        reader.onError(new IOException("broken off"));
        return;
      }
      sent = true;
      String half = body.substring(0, body.length() / 2);
      reader.onNext(ByteBuffer.wrap(half.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void cancel() {
      sent = true;
    }
  }
}
