package tongban.bench;

import java.util.List;
import java.util.Optional;

/** An engine; see contender.ts. */
interface Contender extends AutoCloseable {
  String name();

  String settings();

  List<String> workloads();

  /** Threads that run a case each. */
  default int lanes() {
    return 24;
  }

  /** The engine's process, where it is not this one. */
  default Optional<ProcessHandle> server() {
    return Optional.empty();
  }

  /** Deploys the workload's models and lets the workers wait. */
  Load prepare(String workload, Models models) throws Exception;

  @Override
  void close();
}
