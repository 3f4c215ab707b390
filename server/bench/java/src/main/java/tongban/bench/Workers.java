package tongban.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Workers in the engine's own process: one thread fetches tasks, several complete them. */
abstract class Workers<Task> implements AutoCloseable {
  /** More are not taken from the engine than are soon done. */
  private static final int IN_HAND = 100;

  private final Semaphore hints = new Semaphore(0);
  private final Semaphore free = new Semaphore(IN_HAND);
  private final ExecutorService completing;
  private final long patienceMs;
  private final Thread fetching = new Thread(this::work);
  private volatile boolean isOver;

  /** Looks for tasks when hinted at, and after {@code patienceMs} in any case. */
  Workers(int threads, long patienceMs) {
    completing = Executors.newFixedThreadPool(threads);
    this.patienceMs = patienceMs;
  }

  abstract List<Task> fetch();

  abstract void complete(Task task);

  void begin() {
    fetching.start();
  }

  /** There may be something to do. */
  void hint() {
    hints.release();
  }

  @Override
  public void close() throws InterruptedException {
    isOver = true;
    fetching.join();
    completing.shutdown();
    completing.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void work() {
    try {
      while (!isOver) {
        List<Task> tasks = fetch();
        for (Task task : tasks) {
          free.acquire();
          completing.execute(() -> completeOne(task));
        }
        if (tasks.isEmpty()) {
          hints.tryAcquire(patienceMs, TimeUnit.MILLISECONDS);
          hints.drainPermits();
        }
      }
    } catch (InterruptedException error) {
      isOver = true;
    }
  }

  private void completeOne(Task task) {
    try {
      complete(task);
    } finally {
      free.release();
    }
  }
}
