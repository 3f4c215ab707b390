/** The npm package `@dbos-inc/dbos-sdk`: durable functions; a step is checkpointed when it returns. */
import { DBOS } from "@dbos-inc/dbos-sdk";
import type { Contender, Load } from "../contender.ts";
import { payload } from "../workloads.ts";

const POOL_SIZE = 20;

/** See the file's head. */
export const dbos: Contender = {
  name: "DBOS",
  settings: `@dbos-inc/dbos-sdk 5.3 in one Node process, ${POOL_SIZE} connections for its system database; a case is a workflow and a job a step of it, which is written when it returns`,
  inFlight: 512,
  open: async (systemDatabaseUrl) => {
    const silent = (): void => undefined;
    DBOS.setConfig({
      name: "bench",
      systemDatabaseUrl,
      systemDatabasePoolSize: POOL_SIZE,
      logger: { info: silent, debug: silent, warn: silent, error: silent },
    });
    const oneStep = workflow("job", 1);
    const threeSteps = workflow("threeJobs", 3);
    await DBOS.launch();
    return {
      loads: {
        job: async () => load(oneStep),
        threeJobs: async () => load(threeSteps),
      },
      close: () => DBOS.shutdown(),
    };
  },
};

type Workflow = (given: object) => Promise<boolean>;

function workflow(name: string, steps: number): Workflow {
  const run: Workflow = async () => {
    let isApproved = false;
    for (let step = 0; step < steps; step += 1) {
      isApproved = await DBOS.runStep(async () => true, { name: `work${step}` });
    }
    return isApproved;
  };
  return DBOS.registerWorkflow(run, { name });
}

function load(run: Workflow): Load {
  return {
    run: async () => {
      await run({ payload });
    },
  };
}
