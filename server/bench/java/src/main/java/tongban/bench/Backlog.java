package tongban.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Cases that wait together: for workers, for timers, or for each in turns; the same as backlogs.ts. */
final class Backlog implements Load {
  private static final long LOOK_EVERY_MS = 20;
  private static final Map<String, String> PROCESSES =
      Map.of("waitingJobs", "job", "dueTimers", "timer", "typical", "typical");

  private final Waiting engine;
  private final String process;
  private final int lanes;
  private final Deque<AutoCloseable> working = new ArrayDeque<>();
  private int count;

  /** The process of the workload. */
  static String process(String workload) {
    return PROCESSES.get(workload);
  }

  static boolean has(String workload) {
    return PROCESSES.containsKey(workload);
  }

  Backlog(Waiting engine, String workload, int lanes) {
    this.engine = engine;
    this.process = process(workload);
    this.lanes = lanes;
  }

  @Override
  public double run() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void fill(int size) throws Exception {
    count = size;
    if (!process.equals("typical")) startAll(Map.of());
  }

  @Override
  public void drain() throws Exception {
    if (process.equals("timer")) engine.advance(Duration.ofHours(1));
    else begin(engine.work());
    begin(engine.execute());
    if (process.equals("typical")) {
      startAll(Map.of("payload", Payload.JSON, "isGoingOn", 1));
      for (String timer : List.of("timer1", "timer2")) {
        await(() -> engine.timers(timer) == count);
        engine.advance(Duration.ofMinutes(1));
      }
    }
    await(() -> engine.running(process) == 0);
  }

  /** What has begun to work ends when all is measured. */
  @Override
  public void end() throws Exception {
    while (!working.isEmpty()) working.pop().close();
  }

  private void begin(AutoCloseable worker) {
    working.push(worker);
  }

  @Override
  public long completed() {
    return engine.completed(process);
  }

  private void startAll(Map<String, Object> variables) throws Exception {
    Callable<Void> start =
        () -> {
          engine.start(process, variables);
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      for (Future<Void> started : threads.invokeAll(Collections.nCopies(count, start))) started.get();
    } finally {
      threads.shutdown();
    }
  }

  private static void await(BooleanSupplier isSo) throws InterruptedException {
    while (!isSo.getAsBoolean()) Thread.sleep(LOOK_EVERY_MS);
  }
}
