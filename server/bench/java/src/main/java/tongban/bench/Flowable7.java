package tongban.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.common.engine.api.delegate.event.FlowableEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEventListener;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.eventsubscription.api.EventSubscription;
import org.flowable.job.api.AcquiredExternalWorkerJob;
import org.flowable.task.api.Task;

/** Flowable 7, embedded. */
final class Flowable7 implements Contender {
  private static final int FETCHED_AT_ONCE = 50;
  private static final int COMPLETING_THREADS = 8;
  private static final int EXECUTOR_THREADS = 8;

  private final ProcessEngine engine;
  private final Ends ends = new Ends();
  private volatile boolean isWaitedFor;

  Flowable7(DataSource dataSource) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setHistoryLevel(HistoryLevel.FULL);
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setAsyncExecutorActivate(false);
    configuration.setAsyncExecutorCorePoolSize(EXECUTOR_THREADS);
    configuration.setAsyncExecutorMaxPoolSize(EXECUTOR_THREADS);
    configuration.setEventListeners(List.of(new OnCompletion()));
    engine = configuration.buildProcessEngine();
  }

  @Override
  public String name() {
    return "Flowable 7";
  }

  @Override
  public String settings() {
    return "7.1 embedded, history level `full`, JDBC batches, UUIDs, async executor of "
        + EXECUTOR_THREADS
        + " threads where jobs need it; scripts are expressions; jobs are external worker jobs, acquired "
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
        .enableDuplicateFiltering()
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

  /** An external worker's completion is carried on by the async executor: only the event tells when the case has ended. */
  private final class OnCompletion implements FlowableEventListener {
    @Override
    public void onEvent(FlowableEvent event) {
      boolean isEnd = event.getType() == FlowableEngineEventType.PROCESS_COMPLETED;
      if (isEnd && isWaitedFor) ends.reached(((FlowableEngineEvent) event).getProcessInstanceId());
    }

    @Override
    public boolean isFailOnException() {
      return true;
    }

    @Override
    public boolean isFireOnTransactionLifecycleEvent() {
      return true;
    }

    @Override
    public String getOnTransaction() {
      return TransactionState.COMMITTED.name();
    }
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

  /** Flowable correlates by the execution that waits, which is asked for. */
  private final class Message extends Scripts {
    Message() {
      super("message");
    }

    @Override
    public double run() {
      String instance = engine.getRuntimeService().startProcessInstanceByKey(key).getId();
      EventSubscription waiting =
          engine.getRuntimeService().createEventSubscriptionQuery().processInstanceId(instance).eventName("paid").singleResult();
      engine.getRuntimeService().messageEventReceived("paid", waiting.getExecutionId(), Map.of("amountFen", 100));
      return -1;
    }
  }

  private final class Jobs extends Scripts {
    private final Semaphore created = new Semaphore(0);
    private final ExecutorService completing = Executors.newFixedThreadPool(COMPLETING_THREADS);
    private final Thread fetching = new Thread(this::fetch);
    private volatile boolean isOver;

    Jobs(String key) {
      super(key);
      isWaitedFor = true;
      engine.getProcessEngineConfiguration().getAsyncExecutor().start();
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
      engine.getProcessEngineConfiguration().getAsyncExecutor().shutdown();
      isWaitedFor = false;
    }

    private void fetch() {
      while (!isOver) {
        List<AcquiredExternalWorkerJob> jobs =
            engine
                .getManagementService()
                .createExternalWorkerJobAcquireBuilder()
                .topic("work", Duration.ofMinutes(1))
                .acquireAndLock(FETCHED_AT_ONCE, "bench");
        for (AcquiredExternalWorkerJob job : jobs) completing.execute(() -> complete(job));
        if (jobs.isEmpty()) awaitNext();
      }
    }

    private void complete(AcquiredExternalWorkerJob job) {
      engine
          .getManagementService()
          .createExternalWorkerCompletionBuilder(job.getId(), "bench")
          .variables(Map.of("isApproved", true))
          .complete();
    }

    private void awaitNext() {
      try {
        created.tryAcquire(20, TimeUnit.MILLISECONDS);
        created.drainPermits();
      } catch (InterruptedException error) {
        isOver = true;
      }
    }
  }
}
