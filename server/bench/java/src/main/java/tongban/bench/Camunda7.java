package tongban.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;

/** Camunda 7, embedded. */
final class Camunda7 extends Embedded {
  private static final int FETCHED_AT_ONCE = 50;
  private static final int COMPLETING_THREADS = 12;
  private static final int EXECUTOR_THREADS = 8;
  private static final int PATIENCE_MS = 100;

  private final ProcessEngine engine;
  private final DefaultJobExecutor executor = new DefaultJobExecutor();
  private long aheadMs;

  Camunda7(DataSource dataSource) {
    executor.setCorePoolSize(EXECUTOR_THREADS);
    executor.setMaxPoolSize(EXECUTOR_THREADS);
    executor.setQueueSize(2 * FETCHED_AT_ONCE);
    executor.setMaxJobsPerAcquisition(FETCHED_AT_ONCE);
    executor.setWaitTimeInMillis(PATIENCE_MS);
    executor.setMaxWait(PATIENCE_MS);
    ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setHistory("full");
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setJdbcBatchProcessing(true);
    configuration.setJobExecutor(executor);
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
    return "7.23 embedded, history level `full` (every variable's every value, as ours), JDBC batches, UUIDs, no metrics; job executor of "
        + EXECUTOR_THREADS
        + " threads, "
        + FETCHED_AT_ONCE
        + " jobs an acquisition, where timers need it; scripts are expressions; jobs are external tasks, fetched "
        + FETCHED_AT_ONCE
        + " at a time and completed by "
        + COMPLETING_THREADS
        + " threads of the same process, without REST in between; 48 connections, 24 threads";
  }

  @Override
  void deploy(String name, String model) {
    engine
        .getRepositoryService()
        .createDeployment()
        .name(name)
        .addString(name + ".bpmn", model)
        .enableDuplicateFiltering(true)
        .deploy();
  }

  @Override
  public String start(String process, Map<String, Object> variables) {
    return engine.getRuntimeService().startProcessInstanceByKey(process, variables).getId();
  }

  @Override
  public long running(String process) {
    return engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(process).count();
  }

  @Override
  public long completed(String process) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processDefinitionKey(process)
        .finished()
        .count();
  }

  @Override
  public long timers(String element) {
    return engine.getManagementService().createJobQuery().timers().activityId(element).count();
  }

  @Override
  public void advance(Duration by) {
    aheadMs += by.toMillis();
    ClockUtil.offset(aheadMs);
    executor.jobWasAdded();
  }

  @Override
  public AutoCloseable execute() {
    executor.start();
    return executor::shutdown;
  }

  /** The last completion ends the case in its own transaction. */
  @Override
  Workers<?> workers(String last, Ends ends) {
    return new Workers<LockedExternalTask>(COMPLETING_THREADS, PATIENCE_MS) {
      @Override
      List<LockedExternalTask> fetch() {
        return engine.getExternalTaskService().fetchAndLock(FETCHED_AT_ONCE, "bench").topic("work", 60_000).execute();
      }

      @Override
      void complete(LockedExternalTask task) {
        engine.getExternalTaskService().complete(task.getId(), "bench", Map.of("isApproved", true));
        if (task.getActivityId().equals(last)) ends.reached(task.getProcessInstanceId());
        else hint();
      }
    };
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  Load userTask() {
    return new Load() {
      @Override
      public double run() {
        String instance = start("userTask", Map.of());
        Task task =
            engine.getTaskService().createTaskQuery().processInstanceId(instance).taskCandidateGroup("clerks").singleResult();
        engine.getTaskService().claim(task.getId(), "lin");
        long from = System.nanoTime();
        engine.getTaskService().complete(task.getId(), Map.of("isApproved", true));
        return (System.nanoTime() - from) / 1e6;
      }

      @Override
      public long completed() {
        return Camunda7.this.completed("userTask");
      }
    };
  }

  @Override
  Load message() {
    AtomicLong cases = new AtomicLong(System.nanoTime());
    return new Load() {
      @Override
      public double run() {
        String businessKey = Long.toString(cases.incrementAndGet());
        engine.getRuntimeService().startProcessInstanceByKey("message", businessKey);
        engine
            .getRuntimeService()
            .createMessageCorrelation("paid")
            .processInstanceBusinessKey(businessKey)
            .setVariable("amountFen", 100)
            .correlate();
        return -1;
      }

      @Override
      public long completed() {
        return Camunda7.this.completed("message");
      }
    };
  }
}
