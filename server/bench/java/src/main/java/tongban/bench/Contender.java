package tongban.bench;

import java.util.List;

/** An engine, embedded; see contender.ts. */
interface Contender extends AutoCloseable {
  String name();

  String settings();

  List<String> workloads();

  /** Deploys the model and lets the workers wait. */
  Load prepare(String workload, String model) throws Exception;

  @Override
  void close();
}
