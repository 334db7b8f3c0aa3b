package io.uploadgrants.testkit.wire;

import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.MultipartTransfer;
import io.uploadgrants.testkit.PartRefusedException;
import io.uploadgrants.testkit.UploadAnswer;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of one upload, each sent over a connection of its own. */
public final class PartsTransfer implements MultipartTransfer {

  private static final int MOST_PARALLEL = 32;
  private static final int MOST_ATTEMPTS = 10;
  private static final int BUFFER = 128 << 10;
  private static final long FIRST_DELAY_MILLIS = 50;

  private final PartPlan plan;
  private final FileSource file;
  private final PartUrls urls = new PartUrls();

  /** The entity tags of the parts that the server has. */
  private final SortedMap<Integer, UploadedPart> sent = new TreeMap<>();

  private final Set<StreamedPart> sending = new HashSet<>();
  private final Object listening = new Object();
  private Consumer<UploadedPart> listener = part -> {};
  private int parallel = 4;
  private int attempts = 3;
  private boolean running;
  private boolean ended;
  private int next;
  private @Nullable Throwable failure;

  private PartsTransfer(PartPlan plan, FileSource file) {
    Long declared = plan.size();
    if (declared != null && file.size() != declared) {
      throw new IllegalArgumentException(
          "The file has %d bytes, but %d were declared for its grant; give the file of the grant."
              .formatted(file.size(), declared));
    }
    // An open plan leaves it to the client how the file is cut.
    this.plan =
        declared == null ? new PartPlan(plan.uploadId(), file.size(), plan.partSize()) : plan;
    this.file = file;
  }

  public static PartsTransfer of(MultipartUpload grant, FileSource file) {
    PartsTransfer transfer = new PartsTransfer(grant.plan(), file);
    transfer.urls.add(grant.parts());
    return transfer;
  }

  public static PartsTransfer of(MultipartProgress progress, FileSource file) {
    PartsTransfer transfer = new PartsTransfer(progress.plan(), file);
    progress
        .parts()
        .forEach(
            part ->
                transfer.sent.put(
                    part.partNumber(), new UploadedPart(part.partNumber(), part.etag())));
    return transfer;
  }

  @Override
  public MultipartTransfer moreParts(Function<List<Integer>, List<SignedPart>> source) {
    urls.setSource(source);
    return this;
  }

  @Override
  public synchronized MultipartTransfer parallel(int parts) {
    this.parallel = within(parts, MOST_PARALLEL, "parts at a time");
    return this;
  }

  @Override
  public synchronized MultipartTransfer attempts(int times) {
    this.attempts = within(times, MOST_ATTEMPTS, "attempts");
    return this;
  }

  private static int within(int number, int most, String what) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("%d %s: give 1 to %d.".formatted(number, what, most));
    }
    return number;
  }

  @Override
  public synchronized MultipartTransfer onPart(Consumer<UploadedPart> told) {
    this.listener = told;
    return this;
  }

  @Override
  public synchronized List<Integer> missing() {
    return IntStream.rangeClosed(1, plan.count())
        .filter(number -> !sent.containsKey(number))
        .boxed()
        .toList();
  }

  @Override
  public synchronized void pause() {
    ended = true;
    sending.forEach(StreamedPart::breakOff);
  }

  @Override
  public List<UploadedPart> send() {
    List<Thread> threads = start();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException stop) {
          interrupted = true;
          pause();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return end(interrupted);
  }

  private synchronized List<Thread> start() {
    if (running) {
      throw new IllegalStateException("The parts are being sent; pause() first, or make another.");
    }
    running = true;
    ended = false;
    failure = null;
    next = 1;
    List<Thread> threads =
        IntStream.rangeClosed(1, Math.min(parallel, plan.count() - sent.size()))
            .mapToObj(n -> new Thread(this::sendSome, "upload-part-" + n))
            .toList();
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
    return threads;
  }

  private synchronized List<UploadedPart> end(boolean interrupted) {
    running = false;
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (interrupted) {
      throw new UncheckedIOException(new InterruptedIOException("The thread was interrupted"));
    }
    return List.copyOf(sent.values());
  }

  private void sendSome() {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int number = take(); number > 0; number = take()) {
        send(number, buffer);
      }
    } catch (RuntimeException | Error failed) {
      // An error too: a listener's assertion is to fail its test, not a thread.
      fail(failed);
    } catch (InterruptedException stop) {
      fail(new IllegalStateException("A thread of the transfer was interrupted", stop));
    }
  }

  private synchronized void fail(Throwable reason) {
    ended = true;
    if (failure == null) {
      failure = reason;
    }
  }

  /** Returns the next number, or 0 when there is none, or nothing more is to be sent. */
  private synchronized int take() {
    while (!ended && next <= plan.count()) {
      int number = next++;
      if (!sent.containsKey(number)) {
        return number;
      }
    }
    return 0;
  }

  private void send(int number, byte[] buffer) throws InterruptedException {
    int left = attemptsLeft();
    UploadAnswer answer = attempt(number, buffer);
    while (!StreamedPart.isTaken(answer) && !isEnded()) {
      left--;
      boolean sameAgain = answer.status() == 403 && !urls.renew(number);
      if (left == 0 || sameAgain || !StreamedPart.mayBeSentAgain(answer)) {
        throw new PartRefusedException(number, answer);
      }
      TimeUnit.MILLISECONDS.sleep(FIRST_DELAY_MILLIS);
      answer = attempt(number, buffer);
    }
    if (StreamedPart.isTaken(answer)) {
      taken(new UploadedPart(number, answer.etag()));
    }
  }

  private synchronized int attemptsLeft() {
    return attempts;
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private UploadAnswer attempt(int number, byte[] buffer) {
    SignedPart part = urls.of(number, this::following);
    StreamedPart one =
        new StreamedPart(part, file, (number - 1) * plan.partSize(), plan.sizeOf(number));
    synchronized (this) {
      if (ended) {
        return WireAnswer.NONE;
      }
      sending.add(one);
    }
    try {
      return one.send(buffer);
    } finally {
      synchronized (this) {
        sending.remove(one);
      }
    }
  }

  /**
   * Returns the numbers that come next, whose URLs may be asked for with the one that is needed.
   */
  private synchronized IntStream following() {
    return IntStream.rangeClosed(next, plan.count()).filter(number -> !sent.containsKey(number));
  }

  private void taken(UploadedPart part) {
    Consumer<UploadedPart> told;
    synchronized (this) {
      sent.put(part.partNumber(), part);
      told = listener;
    }
    synchronized (listening) {
      told.accept(part);
    }
  }
}
