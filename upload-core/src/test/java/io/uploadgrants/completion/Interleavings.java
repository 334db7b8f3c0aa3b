package io.uploadgrants.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs two tasks at once, call by call, in every order that their calls can have. */
final class Interleavings {

  /** Which task goes on, where both could: that is what makes an order. */
  private final List<Integer> choices;

  private int next;

  private Interleavings(List<Integer> choices) {
    this.choices = choices;
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
    int orders = 0;
    List<Integer> choices = new ArrayList<>();
    do {
      R started = race.get();
      new Interleavings(choices).run(started.get());
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
    if (next == choices.size()) {
      choices.add(0);
    }
    return choices.get(next++);
  }
}
