package tongban.bench;

import java.time.Duration;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.common.engine.api.delegate.event.FlowableEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEventListener;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.common.engine.impl.util.DefaultClockImpl;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.eventsubscription.api.EventSubscription;
import org.flowable.job.api.AcquiredExternalWorkerJob;
import org.flowable.job.service.impl.asyncexecutor.AsyncExecutor;
import org.flowable.task.api.Task;

/** Flowable 7, embedded. */
final class Flowable7 extends Embedded {
  private static final int FETCHED_AT_ONCE = 50;
  private static final int COMPLETING_THREADS = 8;
  private static final int EXECUTOR_THREADS = 8;
  private static final int PATIENCE_MS = 20;

  private final ProcessEngine engine;
  private final AheadClock clock = new AheadClock();
  private volatile Ends ends;

  Flowable7(DataSource dataSource) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(dataSource);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setHistoryLevel(HistoryLevel.FULL);
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setClock(clock);
    configuration.setAsyncExecutorActivate(false);
    configuration.setAsyncExecutorCorePoolSize(EXECUTOR_THREADS);
    configuration.setAsyncExecutorMaxPoolSize(EXECUTOR_THREADS);
    configuration.setAsyncExecutorDefaultAsyncJobAcquireWaitTime(5 * PATIENCE_MS);
    configuration.setAsyncExecutorDefaultTimerJobAcquireWaitTime(5 * PATIENCE_MS);
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
        + " threads that looks ten times a second where jobs and timers need it; scripts are expressions; jobs are external worker jobs, acquired "
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
        .enableDuplicateFiltering()
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
    return engine.getManagementService().createTimerJobQuery().elementId(element).count();
  }

  @Override
  public void advance(Duration by) {
    clock.advance(by);
  }

  @Override
  public AutoCloseable execute() {
    AsyncExecutor executor = engine.getProcessEngineConfiguration().getAsyncExecutor();
    executor.start();
    return executor::shutdown;
  }

  /** Completing a job hands the case over to the async executor, which also says when it has ended. */
  @Override
  Workers<?> workers(String last, Ends waiting) {
    ends = last.isEmpty() ? null : waiting;
    return new Workers<AcquiredExternalWorkerJob>(COMPLETING_THREADS, PATIENCE_MS) {
      @Override
      List<AcquiredExternalWorkerJob> fetch() {
        return engine
            .getManagementService()
            .createExternalWorkerJobAcquireBuilder()
            .topic("work", Duration.ofMinutes(1))
            .acquireAndLock(FETCHED_AT_ONCE, "bench");
      }

      @Override
      void complete(AcquiredExternalWorkerJob job) {
        engine
            .getManagementService()
            .createExternalWorkerCompletionBuilder(job.getId(), "bench")
            .variables(Map.of("isApproved", true))
            .complete();
      }

      @Override
      public void close() throws InterruptedException {
        super.close();
        ends = null;
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
        return Flowable7.this.completed("userTask");
      }
    };
  }

  /** Flowable correlates by the execution that waits, which is asked for. */
  @Override
  Load message() {
    return new Load() {
      @Override
      public double run() {
        String instance = start("message", Map.of());
        EventSubscription waiting =
            engine.getRuntimeService().createEventSubscriptionQuery().processInstanceId(instance).eventName("paid").singleResult();
        engine.getRuntimeService().messageEventReceived("paid", waiting.getExecutionId(), Map.of("amountFen", 100));
        return -1;
      }

      @Override
      public long completed() {
        return Flowable7.this.completed("message");
      }
    };
  }

  /** The machine's clock, set ahead. */
  private static final class AheadClock extends DefaultClockImpl {
    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Date getCurrentTime() {
      return new Date(System.currentTimeMillis() + ahead.toMillis());
    }

    @Override
    public Calendar getCurrentCalendar() {
      Calendar calendar = new GregorianCalendar();
      calendar.setTime(getCurrentTime());
      return calendar;
    }
  }

  private final class OnCompletion implements FlowableEventListener {
    @Override
    public void onEvent(FlowableEvent event) {
      Ends waiting = ends;
      boolean isEnd = event.getType() == FlowableEngineEventType.PROCESS_COMPLETED;
      if (isEnd && waiting != null) waiting.reached(((FlowableEngineEvent) event).getProcessInstanceId());
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
}
