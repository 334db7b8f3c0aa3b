package io.uploadgrants.completion;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.PartPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves an object's bytes to a key where nothing is replaced. The new object is made of copied
 * parts: stores take {@code If-None-Match} when parts are completed, of which few know it for a
 * copy, and what has more than 5 GB can't be copied at once.
 *
 * @param assembly aborts what wasn't completed
 * @param partSize how many bytes are copied in one request, where S3 takes no more parts
 */
record Relocation(MultipartAssembly assembly, long partSize) {

  /** Above it, parts are copied side by side. */
  static final long PART_SIZE = 1L << 30;

  private static final int THREADS = 8;

  /**
   * Copies an object, unless another call has done so.
   *
   * @param upload the upload
   * @param object what was looked at
   * @param to the upload at its destination
   * @return whether to look there now; {@code false} when the source is gone or is another one by
   *     now
   */
  boolean move(PromisedUpload upload, StoredObject object, PromisedUpload to) {
    long each = Math.max(partSize, (object.size() + PartPlan.MAX_PARTS - 1) / PartPlan.MAX_PARTS);
    String id = upload.store().startCopy(upload, object);
    PartPlan plan = new PartPlan(id, object.size(), each);
    PromisedUpload parted = to.in(plan);
    Assembly made;
    try {
      made = made(upload.key(), object, parted, plan.count());
    } catch (RuntimeException | Error failed) {
      endAfter(failed, parted, plan);
      throw failed;
    }
    if (made != Assembly.DONE) {
      assembly.abort(parted, plan);
    }
    return switch (made) {
      // Gone, when another call has cleared away what was started besides its own.
      case DONE, TAKEN, GONE -> true;
      case PARTS_CHANGED -> false;
      case DIFFERS -> throw unfinished(null);
    };
  }

  /** Returns what came of the copy; its parts have changed when the source has. */
  private static Assembly made(String from, StoredObject object, PromisedUpload parted, int count) {
    try {
      List<StoredPart> parts = copied(from, object, parted, count);
      return parts == null ? Assembly.PARTS_CHANGED : parted.store().assemble(parted, parts);
    } catch (IssuanceFailedException unclear) {
      if (parted.isThere()) {
        return Assembly.DONE;
      }
      throw unclear;
    }
  }

  /** Ends a copy that failed; where that fails too, asking again ends it. */
  private void endAfter(Throwable reason, PromisedUpload parted, PartPlan plan) {
    try {
      assembly.abort(parted, plan);
    } catch (RuntimeException also) {
      reason.addSuppressed(also);
    }
  }

  /** Ends every copy to a key that another call has started, or a crash has left. */
  void clear(PromisedUpload to) {
    for (int look = 0; look < Inspection.MAX_LOOKS; look++) {
      List<String> started = to.store().started(to.key());
      if (started.isEmpty()) {
        return;
      }
      started.forEach(id -> to.store().abort(to.key(), id));
    }
    throw to.restless();
  }

  private static IssuanceFailedException unfinished(@Nullable Throwable cause) {
    return new IssuanceFailedException(
        "The store didn't finish the copy of an object that was accepted; ask again.", cause);
  }

  /** Returns all parts, or {@code null} when one of them is no longer to be had. */
  private static @Nullable List<StoredPart> copied(
      String from, StoredObject object, PromisedUpload to, int count) {
    if (count == 1) {
      StoredPart whole = to.store().copyPart(from, object, to, 1);
      return whole == null ? null : List.of(whole);
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, count));
    try {
      List<Future<@Nullable StoredPart>> copies = new ArrayList<>();
      for (int number = 1; number <= count; number++) {
        int part = number;
        copies.add(threads.submit(() -> to.store().copyPart(from, object, to, part)));
      }
      List<StoredPart> parts = new ArrayList<>();
      for (Future<@Nullable StoredPart> copy : copies) {
        StoredPart part = copy.get();
        if (part == null) {
          return null;
        }
        parts.add(part);
      }
      return parts;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IssuanceFailedException reason) {
        throw reason;
      }
      throw unfinished(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unfinished(interrupted);
    } finally {
      end(threads);
    }
  }

  /** Waits for parts that are under way: one that arrives after an abortion stays in the store. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
