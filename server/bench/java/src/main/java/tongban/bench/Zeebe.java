package tongban.bench;

import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.worker.JobWorker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Zeebe: one broker in a process of its own, which writes its own log; its Java client is in this process. */
final class Zeebe implements Contender {
  private static final URI MONITORING = URI.create("http://localhost:9600/");
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final int LANES = 128;
  private static final Duration LEASE = Duration.ofSeconds(10);
  /** A worker that is closed may still be answered for so long; jobs that it is given then are late by a lease. */
  private static final Duration QUESTION = Duration.ofSeconds(1);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process broker;
  private final ZeebeClient client;

  /** Starts a broker on an empty folder; {@code zeebe.home} and {@code zeebe.java} say where it and its Java are. */
  Zeebe(Path folder) throws Exception {
    Path home = Path.of(System.getProperty("zeebe.home"));
    ProcessBuilder starting = new ProcessBuilder("sh", home.resolve("bin/broker").toString());
    starting
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("zeebe.java"),
                "JAVA_OPTS", "-Xmx1g",
                "ZEEBE_BROKER_DATA_DIRECTORY", folder.toString(),
                "ZEEBE_BROKER_BACKPRESSURE_ENABLED", "false",
                "ZEEBE_CLOCK_CONTROLLED", "true"));
    starting.redirectErrorStream(true).redirectOutput(folder.resolve("broker.log").toFile());
    broker = starting.start();
    Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
    awaitReady();
    client = ZeebeClient.newClientBuilder().usePlaintext().defaultRequestTimeout(Duration.ofMinutes(10)).build();
  }

  @Override
  public String name() {
    return "Zeebe";
  }

  @Override
  public String settings() {
    return "8.5 with one broker, one partition and its default of flushing at each commit; not on PostgreSQL but on its own log and RocksDB on the same disk, without an exporter, so that nothing of a case can be searched; no backpressure, since no more than "
        + LANES
        + " cases are in flight; jobs are streamed to its Java client in a process of its own, or fetched where they waited before; it has no query to check the count by; CPU and memory are the broker's, CPU with its client's";
  }

  @Override
  public List<String> workloads() {
    return List.of("job", "threeJobs", "typical", "waitingJobs");
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public Optional<ProcessHandle> server() {
    return Optional.of(broker.toHandle());
  }

  @Override
  public Load prepare(String workload, Models models) throws Exception {
    String process = Backlog.has(workload) ? Backlog.process(workload) : workload;
    byte[] model = models.text(process).getBytes(StandardCharsets.UTF_8);
    client.newDeployResourceCommand().addResourceBytes(model, process + ".bpmn").send().join();
    return Backlog.has(workload) ? new Backlog(new Cases(false), workload, LANES) : new Jobs(process);
  }

  @Override
  public void close() {
    client.close();
    broker.destroy();
  }

  private void awaitReady() throws Exception {
    HttpRequest question = HttpRequest.newBuilder(MONITORING.resolve("actuator/health/readiness")).build();
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    while (broker.isAlive() && System.nanoTime() < until) {
      try {
        if (http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() < 300) return;
      } catch (IOException notYet) {
        // Nobody listens there yet.
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("The broker did not get ready");
  }

  /** The broker itself says when a case has ended. */
  private final class Jobs implements Load {
    private final String process;
    private final AtomicLong ended = new AtomicLong();
    private final AutoCloseable workers = new Cases(true).work();

    Jobs(String process) {
      this.process = process;
    }

    @Override
    public double run() {
      client
          .newCreateInstanceCommand()
          .bpmnProcessId(process)
          .latestVersion()
          .variables("{\"payload\":" + Payload.JSON + "}")
          .withResult()
          .fetchVariables("isApproved")
          .send()
          .join();
      ended.incrementAndGet();
      return -1;
    }

    @Override
    public long completed() {
      return ended.get();
    }

    @Override
    public void end() throws Exception {
      workers.close();
    }
  }

  /** Cases whose whereabouts are known by the jobs that the broker has accepted as completed. */
  private final class Cases implements Waiting {
    private final Map<String, AtomicLong> done = new ConcurrentHashMap<>();
    private final AtomicLong started = new AtomicLong();
    private final boolean isStreaming;

    /** Jobs that are there before the worker are fetched; a stream gets them only as they are made. */
    Cases(boolean isStreaming) {
      this.isStreaming = isStreaming;
    }

    @Override
    public String start(String process, Map<String, Object> variables) {
      long key =
          client
              .newCreateInstanceCommand()
              .bpmnProcessId(process)
              .latestVersion()
              .variables(variables)
              .send()
              .join()
              .getProcessInstanceKey();
      started.incrementAndGet();
      return Long.toString(key);
    }

    @Override
    public long running(String process) {
      return started.get() - completed(process);
    }

    @Override
    public long completed(String process) {
      return done(process.equals("typical") ? "task9" : "task0");
    }

    @Override
    public long timers(String element) {
      return element.equals("timer1") ? done("task2") : done("task5");
    }

    @Override
    public void advance(Duration by) throws Exception {
      String body = "{\"offsetMilli\":" + by.toMillis() + "}";
      HttpRequest request =
          HttpRequest.newBuilder(MONITORING.resolve("actuator/clock/add"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) throw new IllegalStateException("The clock was not set: " + response.body());
    }

    @Override
    public AutoCloseable work() {
      JobWorker worker =
          client
              .newWorker()
              .jobType("work")
              .handler(
                  (jobs, job) ->
                      jobs.newCompleteCommand(job)
                          .variables(Map.of("isApproved", true))
                          .send()
                          .thenAccept(accepted -> count(job.getElementId())))
              .timeout(LEASE)
              .requestTimeout(QUESTION)
              .maxJobsActive(LANES)
              .streamEnabled(isStreaming)
              .open();
      return () -> {
        worker.close();
        Thread.sleep(2 * QUESTION.toMillis());
      };
    }

    @Override
    public AutoCloseable execute() {
      return () -> {};
    }

    private long done(String element) {
      return done.computeIfAbsent(element, any -> new AtomicLong()).get();
    }

    private void count(String element) {
      done.computeIfAbsent(element, any -> new AtomicLong()).incrementAndGet();
    }
  }
}
