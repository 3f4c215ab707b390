package tongban.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An engine in this process, on PostgreSQL: what the two have in common. */
abstract class Embedded implements Contender, Waiting {
  private static final List<String> PATTERNS = List.of("SEQ", "EXC", "EXT", "PAR", "CYC");

  abstract void deploy(String name, String model);

  abstract Load userTask();

  abstract Load message();

  /** Workers that tell {@code ends} which cases have ended; {@code last} is the element whose completion ends a case. */
  abstract Workers<?> workers(String last, Ends ends);

  @Override
  public List<String> workloads() {
    return List.of(
        "job", "threeJobs", "typical", "scripts", "parallel", "loop", "userTask", "message", "multiInstance", "SEQ",
        "EXC", "EXT", "PAR", "CYC", "MIX", "waitingJobs", "dueTimers");
  }

  @Override
  public Load prepare(String workload, Models models) throws Exception {
    List<String> processes =
        Backlog.has(workload)
            ? List.of(Backlog.process(workload))
            : workload.equals("MIX") ? PATTERNS : List.of(workload);
    for (String process : processes) deploy(process, models.text(process));
    return switch (workload) {
      case "job" -> new Jobs(workload, "task0");
      case "threeJobs" -> new Jobs(workload, "task2");
      case "userTask" -> userTask();
      case "message" -> message();
      case "waitingJobs", "dueTimers", "typical" -> new Backlog(this, workload, lanes());
      default -> new Scripts(processes);
    };
  }

  @Override
  public AutoCloseable work() {
    Workers<?> workers = workers("", new Ends());
    workers.begin();
    return workers;
  }

  /** Ended when the start is answered; several processes take turns. */
  private final class Scripts implements Load {
    private final List<String> processes;
    private final AtomicLong cases = new AtomicLong();

    Scripts(List<String> processes) {
      this.processes = processes;
    }

    @Override
    public double run() throws Exception {
      long number = cases.getAndIncrement();
      int size = processes.size();
      start(processes.get((int) (number % size)), Map.of("count", 0, "choice", 1 + number / size % 2));
      return -1;
    }

    @Override
    public long completed() {
      return processes.stream().mapToLong(Embedded.this::completed).sum();
    }
  }

  private final class Jobs implements Load {
    private final String process;
    private final Ends ends = new Ends();
    private final Workers<?> workers;
    private final AutoCloseable executor;

    Jobs(String process, String last) throws Exception {
      this.process = process;
      workers = workers(last, ends);
      executor = execute();
      workers.begin();
    }

    @Override
    public double run() throws Exception {
      String id = start(process, Map.of("payload", Payload.JSON));
      workers.hint();
      ends.of(id).get();
      ends.forget(id);
      return -1;
    }

    @Override
    public long completed() {
      return Embedded.this.completed(process);
    }

    @Override
    public void end() throws Exception {
      workers.close();
      executor.close();
    }
  }
}
