package tongban.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.task.Task;

/** Camunda 7, embedded. */
final class Camunda7 implements Contender {
  private static final int FETCHED_AT_ONCE = 50;
  private static final int COMPLETING_THREADS = 12;

  private final ProcessEngine engine;

  Camunda7(DataSource dataSource) {
    ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setHistory("full");
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setJdbcBatchProcessing(true);
    configuration.setJobExecutorActivate(false);
    configuration.setMetricsEnabled(false);
    engine = configuration.buildProcessEngine();
  }

  @Override
  public String name() {
    return "Camunda 7";
  }

  @Override
  public String settings() {
    return "7.23 embedded, history level `full` (every variable's every value, as ours), JDBC batches, UUIDs, no metrics, job executor off because no workload here needs it; scripts are expressions; jobs are external tasks, fetched "
        + FETCHED_AT_ONCE
        + " at a time and completed by "
        + COMPLETING_THREADS
        + " threads of the same process, without REST in between";
  }

  @Override
  public List<String> workloads() {
    return List.of("job", "threeJobs", "scripts", "parallel", "loop", "userTask", "message", "multiInstance");
  }

  @Override
  public Load prepare(String workload, String model) {
    engine
        .getRepositoryService()
        .createDeployment()
        .name(workload)
        .addString(workload + ".bpmn", model)
        .enableDuplicateFiltering(true)
        .deploy();
    return switch (workload) {
      case "job", "threeJobs" -> new Jobs(workload);
      case "userTask" -> new UserTask();
      case "message" -> new Message();
      default -> new Scripts(workload);
    };
  }

  @Override
  public void close() {
    engine.close();
  }

  private class Scripts implements Load {
    final String key;

    Scripts(String key) {
      this.key = key;
    }

    @Override
    public double run() throws Exception {
      engine.getRuntimeService().startProcessInstanceByKey(key, Map.of("count", 0));
      return -1;
    }

    @Override
    public long completed() {
      return engine.getHistoryService().createHistoricProcessInstanceQuery().processDefinitionKey(key).finished().count();
    }
  }

  private final class UserTask extends Scripts {
    UserTask() {
      super("userTask");
    }

    @Override
    public double run() {
      String instance = engine.getRuntimeService().startProcessInstanceByKey(key).getId();
      Task task =
          engine.getTaskService().createTaskQuery().processInstanceId(instance).taskCandidateGroup("clerks").singleResult();
      engine.getTaskService().claim(task.getId(), "lin");
      long from = System.nanoTime();
      engine.getTaskService().complete(task.getId(), Map.of("isApproved", true));
      return (System.nanoTime() - from) / 1e6;
    }
  }

  private final class Message extends Scripts {
    private final AtomicLong cases = new AtomicLong(System.nanoTime());

    Message() {
      super("message");
    }

    @Override
    public double run() {
      String businessKey = Long.toString(cases.incrementAndGet());
      engine.getRuntimeService().startProcessInstanceByKey(key, businessKey);
      engine
          .getRuntimeService()
          .createMessageCorrelation("paid")
          .processInstanceBusinessKey(businessKey)
          .setVariable("amountFen", 100)
          .correlate();
      return -1;
    }
  }

  /** The last completion ends the case in its own transaction. */
  private final class Jobs extends Scripts {
    private final Ends ends = new Ends();
    private final Semaphore created = new Semaphore(0);
    private final ExecutorService completing = Executors.newFixedThreadPool(COMPLETING_THREADS);
    private final Thread fetching = new Thread(this::fetch);
    private final int steps;
    private volatile boolean isOver;

    Jobs(String key) {
      super(key);
      steps = key.equals("job") ? 1 : 3;
      fetching.start();
    }

    @Override
    public double run() throws Exception {
      String id = engine.getRuntimeService().startProcessInstanceByKey(key, Map.of("payload", Payload.JSON)).getId();
      created.release();
      ends.of(id).get();
      ends.forget(id);
      return -1;
    }

    @Override
    public void end() throws InterruptedException {
      isOver = true;
      fetching.join();
      completing.shutdown();
      completing.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void fetch() {
      while (!isOver) {
        List<LockedExternalTask> tasks =
            engine.getExternalTaskService().fetchAndLock(FETCHED_AT_ONCE, "bench").topic("work", 60_000).execute();
        for (LockedExternalTask task : tasks) completing.execute(() -> complete(task));
        if (tasks.isEmpty()) awaitNext();
      }
    }

    private void complete(LockedExternalTask task) {
      engine.getExternalTaskService().complete(task.getId(), "bench", Map.of("isApproved", true));
      if (task.getActivityId().equals("task" + (steps - 1))) ends.reached(task.getProcessInstanceId());
      else created.release();
    }

    private void awaitNext() {
      try {
        created.tryAcquire(100, TimeUnit.MILLISECONDS);
        created.drainPermits();
      } catch (InterruptedException error) {
        isOver = true;
      }
    }
  }
}
