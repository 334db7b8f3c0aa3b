package io.uploadgrants.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs two tasks at once, call by call, in every order that their calls can have; of tasks with
 * many calls, in every order with few changes from one task to the other, which is where faults are
 * found.
 */
final class Interleavings {

  /** Which task goes on, where both could: that is what makes an order. */
  private final List<Integer> choices;

  private final int maxChanges;
  private int next;
  private int changes;
  private int last;

  private Interleavings(List<Integer> choices, int maxChanges) {
    this.choices = choices;
    this.maxChanges = maxChanges;
  }

  /** Two tasks at one seam. */
  record Race(Seam seam, Runnable first, Runnable second) {}

  /**
   * Runs a race in every order.
   *
   * @param race makes it anew
   * @param after looks at what came of it
   * @return the number of orders
   */
  static <R extends Supplier<Race>> int every(Supplier<R> race, Consumer<R> after) {
    return every(Integer.MAX_VALUE, race, after);
  }

  /**
   * Runs a race in every order with few changes.
   *
   * @param maxChanges how often a task may stop where it could go on
   * @param race makes it anew
   * @param after looks at what came of it
   * @return the number of orders
   */
  static <R extends Supplier<Race>> int every(int maxChanges, Supplier<R> race, Consumer<R> after) {
    int orders = 0;
    List<Integer> choices = new ArrayList<>();
    do {
      R started = race.get();
      new Interleavings(choices, maxChanges).run(started.get());
      after.accept(started);
      orders++;
      while (!choices.isEmpty() && choices.get(choices.size() - 1) == 1) {
        choices.remove(choices.size() - 1);
      }
      if (!choices.isEmpty()) {
        choices.set(choices.size() - 1, 1);
      }
    } while (!choices.isEmpty());
    return orders;
  }

  /** A task that waits before each of its calls. */
  private static final class Task extends Thread {

    private final Semaphore mayGo = new Semaphore(0);
    private final Semaphore waits = new Semaphore(0);
    private volatile boolean over;

    Task(Runnable task) {
      super(task);
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        over = true;
        waits.release();
      }
    }

    void await() {
      waits.release();
      mayGo.acquireUninterruptibly();
    }

    /** Goes on to the next call, or to the end. */
    void step() {
      mayGo.release();
      waits.acquireUninterruptibly();
    }
  }

  private void run(Race race) {
    List<Task> tasks = List.of(new Task(race.first()), new Task(race.second()));
    race.seam().waitFor(() -> ((Task) Thread.currentThread()).await());
    for (Task task : tasks) {
      task.start();
      task.waits.acquireUninterruptibly();
    }
    while (tasks.stream().anyMatch(task -> !task.over)) {
      tasks.get(chosen(tasks)).step();
    }
    race.seam().waitFor(() -> {});
  }

  private int chosen(List<Task> tasks) {
    if (tasks.get(0).over || tasks.get(1).over) {
      return tasks.get(0).over ? 1 : 0;
    }
    if (changes == maxChanges) {
      return last;
    }
    if (next == choices.size()) {
      choices.add(0);
    }
    int task = choices.get(next++);
    if (next > 1 && task != last) {
      changes++;
    }
    last = task;
    return task;
  }
}
