package tongban.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Rounds of a workload: closed loop, open loop, backlog; the same as rounds.ts. */
final class Rounds {
  private static final long SETTLE_WITHIN_MS = 10_000;

  private final Usage usage;

  Rounds(Usage usage) {
    this.usage = usage;
  }

  private interface Work {
    long run(List<Double> latencies) throws Exception;
  }

  /** Keeps this many cases in flight; those under way at the end are waited for and count. */
  Map<String, Object> closed(Load load, int lanes, long ms) throws Exception {
    return observed(
        load,
        latencies -> {
          long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
          Callable<Void> lane =
              () -> {
                do {
                  one(load, System.nanoTime(), latencies);
                } while (System.nanoTime() < until);
                return null;
              };
          ExecutorService threads = Executors.newFixedThreadPool(lanes);
          try {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(lanes, lane))) done.get();
          } finally {
            threads.shutdown();
          }
          return latencies.size();
        });
  }

  /** Lets cases come at random moments (a Poisson process); one that finds all lanes taken waits, and its wait counts. */
  Map<String, Object> open(Load load, int lanes, double perSecond, long ms) throws Exception {
    return observed(
        load,
        latencies -> {
          ExecutorService threads = Executors.newFixedThreadPool(lanes);
          List<Future<Void>> underWay = new ArrayList<>();
          try {
            long from = System.nanoTime();
            double atMs = 0;
            while (atMs < ms) {
              long due = from + (long) (atMs * 1e6);
              for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
              }
              underWay.add(
                  threads.submit(
                      () -> {
                        one(load, due, latencies);
                        return null;
                      }));
              atMs += -Math.log(1 - ThreadLocalRandom.current().nextDouble()) * 1000 / perSecond;
            }
            for (Future<Void> done : underWay) done.get();
          } finally {
            threads.shutdown();
          }
          return underWay.size();
        });
  }

  /** Does all that wait. */
  Map<String, Object> drain(Load load, int count) throws Exception {
    return observed(
        load,
        latencies -> {
          load.drain();
          return count;
        });
  }

  private static void one(Load load, long from, List<Double> latencies) throws Exception {
    double stepMs = load.run();
    latencies.add(stepMs >= 0 ? stepMs : (System.nanoTime() - from) / 1e6);
  }

  private Map<String, Object> observed(Load load, Work work) throws Exception {
    List<Double> latencies = Collections.synchronizedList(new ArrayList<>());
    long before = load.completed();
    double cpu = usage.cpuMs();
    long from = System.nanoTime();
    long cases = work.run(latencies);
    double elapsedMs = (System.nanoTime() - from) / 1e6;
    double cpuMs = usage.cpuMs() - cpu;
    confirm(load, before + cases);
    List<Double> sorted = new ArrayList<>(latencies);
    Collections.sort(sorted);
    return Map.of(
        "cases", cases,
        "elapsedMs", elapsedMs,
        "cpuMs", cpuMs,
        "p50Ms", quantile(sorted, 0.5),
        "p99Ms", quantile(sorted, 0.99),
        "memoryMiB", usage.memoryMiB());
  }

  private static void confirm(Load load, long expected) throws InterruptedException {
    long until = System.currentTimeMillis() + SETTLE_WITHIN_MS;
    long known = load.completed();
    while (known != expected && System.currentTimeMillis() < until) {
      Thread.sleep(20);
      known = load.completed();
    }
    if (known != expected) {
      throw new IllegalStateException(
          expected + " cases were counted, but the database has " + known + " completed");
    }
  }

  private static double quantile(List<Double> sorted, double share) {
    if (sorted.isEmpty()) return 0;
    return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
  }
}
