/**
 * A job worker written for Camunda 8, unchanged: only CAMUNDA_REST_ADDRESS and the credentials say where it works.
 *
 *     CAMUNDA_REST_ADDRESS=http://localhost:8080 CAMUNDA_AUTH_STRATEGY=BASIC \
 *     CAMUNDA_BASIC_AUTH_USERNAME=worker CAMUNDA_BASIC_AUTH_PASSWORD=… node docs/examples/worker.ts
 */
import { createCamundaClient } from "@camunda8/orchestration-cluster-api";

const camunda = createCamundaClient();

camunda.createJobWorker({
  jobType: "greet",
  workerName: "example",
  maxParallelJobs: 10,
  jobTimeoutMs: 30_000,
  jobHandler: (job) => {
    const { who } = job.variables as { readonly who?: string };
    return who === undefined
      ? job.fail({ errorMessage: "Nobody to greet", retries: job.retries - 1 })
      : job.complete({ greeting: `Hello, ${who}` });
  },
});
