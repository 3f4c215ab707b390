package tongban.bench;

import java.util.List;

/** An engine; see contender.ts. */
interface Contender extends AutoCloseable {
  String name();

  String settings();

  List<String> workloads();

  /** Threads that run a case each. */
  default int lanes() {
    return 24;
  }

  /** Deploys the workload's models and lets the workers wait. */
  Load prepare(String workload, Models models) throws Exception;

  @Override
  void close();
}
