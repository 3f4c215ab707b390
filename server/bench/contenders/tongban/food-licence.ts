/**
 * The matter M02 as it stands in the library, from the application to the rating: granted, after a second visit, with a fee. The
 * people are this file, the jobs' answers are what the server's own workers would give; nothing is simulated in between.
 */
import { library } from "@tongban/processes";
import type { Variables } from "../../../src/runtime/index.ts";
import type { Load } from "../../contender.ts";
import { ProcessServer, type StartedCase, valueOf } from "./process-server.ts";

const PROCESS = "m02-food-licence";
const DAY_MS = 86_400_000;
/** A message that comes before the case waits for it is kept so long. */
const MESSAGE_TTL_MS = 60_000;

const GROUPS = ["window@zwj", "inspector@scjgj", "reviewer@scjgj", "approver@scjgj"];

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** What the people say, in the order in which their tasks come. The day of the second visit is already there: its timer is due. */
const people: readonly (readonly [element: string, variables: () => Variables])[] = [
  ["accept", () => ({ outcome: "accept", toleratedMaterials: ["M02-4"] })],
  [
    "inspect",
    () => ({ result: "rectify", recheckOn: inDays(-1).slice(0, 10), checklist: ["C01"] }),
  ],
  ["reinspect", () => ({ result: "pass" })],
  ["review", () => ({ outcome: "pass", opinion: "建议准予" })],
  ["decide", () => ({ outcome: "grant", opinion: "同意" })],
];

/** See the file's head. */
export async function foodLicence(databaseUrl: string): Promise<Load> {
  const server = await ProcessServer.deploy(databaseUrl, {
    files: library().flatMap(({ key, files }) =>
      files
        .filter(({ kind }) => kind !== "template")
        .map(({ name, content }) => ({ name: `${key}/${name}`, content })),
    ),
    processIds: [PROCESS],
    jobs: {
      "case.receive": { acceptanceDueAt: inDays(5) },
      "case.accept": { decisionDueAt: inDays(10) },
      "case.decide": {},
      "fee.bill": { feeTotalFen: 20_000 },
      "case.issueLicence": { licenceNumber: "JY29801020000001" },
      "case.startDelivery": { deliveryKind: "electronic" },
      "case.close": {},
    },
  });
  const inbox = new Inbox(server);
  await server.work();
  const run = async (): Promise<void> => {
    const caseId = server.runtime.newKey();
    const started = await server.start({ ...application, caseId });
    for (const [element, variables] of people) await inbox.complete(started, element, variables());
    for (const name of ["fee.paid", "case.evaluated"]) {
      const message = { name, correlationKey: caseId, variables: {}, timeToLiveMs: MESSAGE_TTL_MS };
      valueOf(await server.runtime.execute({ type: "publishMessage", ...message }));
    }
    await started.ended;
  };
  return { run, completed: server.completed, end: server.stop };
}

const application = {
  matterId: "M02",
  office: "scjgj",
  windowOffice: "zwj",
  region: "980102",
  channel: "online",
  viaAgent: false,
  business: { form: "餐饮服务经营者", items: ["热食类食品制售"], area: 86, hasStaff: true },
} as const;

/** Where people find their tasks: told of each when it is committed, as screens are. */
class Inbox {
  readonly #server: ProcessServer;
  readonly #tasks = new Map<string, PromiseWithResolvers<void>>();

  constructor(server: ProcessServer) {
    this.#server = server;
    server.onEvents(async (events, sql) => {
      for (const { event, rootProcessInstanceId } of events) {
        if (event.type !== "userTaskCreated") continue;
        const id = `${rootProcessInstanceId} ${event.elementId}`;
        await server.runtime.notify(sql, { kind: "task", id });
      }
    });
    server.runtime.subscribe(({ id }) => this.#task(id).resolve());
  }

  /** Waits for the task of a case, finds it in the list of its group, claims and completes it. */
  async complete(
    { processInstanceId, businessKey }: StartedCase,
    element: string,
    variables: Variables,
  ): Promise<void> {
    const { runtime } = this.#server;
    const id = `${processInstanceId} ${element}`;
    await this.#task(id).promise;
    this.#tasks.delete(id);
    const [task] = await runtime.sql.query<{ id: string }>(
      `SELECT id::text FROM user_task
        WHERE business_key = $1 AND element_id = $2 AND candidate_groups && $3::text[] AND assignee IS NULL`,
      [businessKey, element, GROUPS],
    );
    if (task === undefined) throw new Error(`The task ${element} is not in the list`);
    const mine = { userTaskId: task.id, assignee: "lin" };
    const claim = { type: "assignUserTask", ...mine, expectedAssignee: null } as const;
    valueOf(await runtime.execute(claim));
    valueOf(await runtime.execute({ type: "completeUserTask", ...mine, variables }));
  }

  #task(id: string): PromiseWithResolvers<void> {
    const known = this.#tasks.get(id) ?? Promise.withResolvers<void>();
    this.#tasks.set(id, known);
    return known;
  }
}
