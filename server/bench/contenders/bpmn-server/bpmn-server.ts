/**
 * The npm package `bpmn-server`. It keeps its cases in MongoDB unless it is given another data store, which it is: one of its own
 * interface on PostgreSQL. Its cases stay in its cache meanwhile, as its cache manager does it.
 */
import type { Contender, Load } from "../../contender.ts";
import { type Dialect, model, type ModelKey, modelKeys, patternKeys } from "../../models/index.ts";
import { payload } from "../../workloads.ts";
import { inTurns } from "../in-turns.ts";
import { type Engine, type Execution, loadLibrary } from "./library.ts";
import { PostgresDataStore } from "./postgres-data-store.ts";

const POOL_SIZE = 10;

/** Scripts and conditions are JavaScript; a job is a service, before which the case is saved. */
const dialect: Dialect = {
  namespaces: 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  job: (id) => `<serviceTask id="${id}" implementation="work"/>`,
  script: (id, name, value, more = "") =>
    `<scriptTask id="${id}">${more}<script>data.${name} = data.${value} + 1</script></scriptTask>`,
  emptyScript: (id) => `<scriptTask id="${id}"><script>return</script></scriptTask>`,
  userTask: (id) => `<userTask id="${id}" camunda:candidateGroups="clerks"/>`,
  isBelow: (name, limit) => `data.${name} &lt; ${limit}`,
  isEqual: (name, value) => `data.${name} == ${value}`,
  members: (count) => `<multiInstanceLoopCharacteristics camunda:collection="$(${count})"/>`,
  message: (id, name) => `<message id="${id}" name="${name}"/>`,
};

/** See the file's head. */
export const bpmnServer: Contender = {
  name: "bpmn-server",
  settings: `2.3, ${POOL_SIZE} connections; an \`IDataStore\` that saves its JSON to PostgreSQL instead of MongoDB, without the model's source and the log; a case is saved when it waits (at a job, a task, a message) and when it ends; its own cache, no locks; it has no clock that can be set, so that timers of minutes are not run`,
  inFlight: 32,
  open: async (databaseUrl) => {
    const store = await PostgresDataStore.open(databaseUrl, POOL_SIZE);
    const engine = startEngine(store);
    const of =
      (...keys: readonly ModelKey[]) =>
      async (): Promise<Load> =>
        prepare(engine, store, keys);
    return {
      loads: {
        job: of("job"),
        threeJobs: of("threeJobs"),
        scripts: of("scripts"),
        parallel: of("parallel"),
        loop: of("loop"),
        userTask: of("userTask"),
        message: of("message"),
        ...Object.fromEntries(patternKeys.map((key) => [key, of(key)])),
        MIX: of(...patternKeys),
      },
      close: () => store.close(),
    };
  },
};

function startEngine(store: PostgresDataStore): Engine {
  const { BPMNServer, CacheManager, DefaultAppDelegate, ScriptHandler } = loadLibrary();
  const sources = new Map<string, string>(modelKeys.map((key) => [key, model(key, dialect)]));
  const silent = (): void => undefined;
  const logger = {
    log: silent,
    logS: silent,
    logE: silent,
    info: silent,
    debug: silent,
    warn: silent,
    saveForInstance: silent,
    reportError: silent,
    error: (error: unknown) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
  };
  const configuration = {
    timers: {},
    database: {},
    definitions: () => ({
      getSource: async (name: string) => sources.get(name),
      getSVG: async () => null,
      findEvents: async () => [],
    }),
    dataStore: () => store,
    cacheManager: (server: unknown) => new CacheManager(server),
    scriptHandler: () => new ScriptHandler(),
    appDelegate: (server: unknown) =>
      Object.assign(new DefaultAppDelegate(server), {
        getServicesProvider: async () => ({
          work: async (_input: unknown, execution: Execution) => {
            await execution.save();
          },
        }),
      }),
  };
  return new BPMNServer(configuration, logger, { cron: false }).engine;
}

function prepare(engine: Engine, store: PostgresDataStore, keys: readonly ModelKey[]): Load {
  const turns = inTurns(keys);
  const start = async (): Promise<Execution> => {
    const { key, choice } = turns();
    return engine.start(key, { payload, count: 0, choice });
  };
  const completed = (): Promise<number> => store.ended(keys);
  switch (keys[0]) {
    case "userTask":
      return {
        completed,
        run: async () => {
          const { id } = await start();
          const [task] = await store.findItems({ id });
          if (task === undefined) throw new Error("The task is not in the list");
          const query = { id, "items.elementId": task.elementId };
          await engine.assign(query, {}, { assignee: "lin" }, "lin");
          const from = performance.now();
          await engine.invoke(query, { isApproved: true }, "lin");
          return performance.now() - from;
        },
      };
    case "message":
      return {
        completed,
        run: async () => {
          const { id } = await start();
          await engine.invoke({ id, "items.elementId": "wait" }, { amountFen: 100 });
        },
      };
    default:
      return {
        completed,
        run: async () => {
          await start();
        },
      };
  }
}
