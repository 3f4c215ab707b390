/** Carries out the cases that a fill multiplies: M02 at each of its desks and to its end, and a matter of a single task. */
import { Client } from "pg";
import { valueOf } from "../contenders/tongban/process-server.ts";
import { zeebe } from "../contenders/tongban/zeebe.ts";
import { model } from "../models/index.ts";
import { payload } from "../workloads.ts";
import { carryCase, standings } from "./m02-case.ts";
import type { Office } from "./office.ts";
import { readTemplate, type Template } from "./template.ts";

/** The matter of a single task: the benchmark's, by another name, so that the cases that are measured are counted alone. */
const SHORT = "shortMatter";

/** The templates: of cases that wait, by desk, and of those that have ended. */
export interface Templates {
  readonly waiting: readonly Template[];
  readonly ended: Template;
  readonly shortWaiting: Template;
  readonly shortEnded: Template;
}

/** Carries them out on the office's database. */
export async function makeTemplates(databaseUrl: string, office: Office): Promise<Templates> {
  const { database, runtime } = office.platform;
  const roots: { readonly name: string; readonly rootId: string }[] = [];
  for (const standing of standings) {
    const id = await carryCase(office, standing);
    const { processInstanceId } = await database.case.findUniqueOrThrow({ where: { id } });
    roots.push({ name: `M02, ${standing}`, rootId: processInstanceId ?? "" });
  }
  const content = model("userTask", zeebe).replace(
    'process id="userTask"',
    `process id="${SHORT}"`,
  );
  const by = { account: "bench", comment: "" };
  const deployed = await runtime.deploy([{ name: `${SHORT}.bpmn`, content }], by);
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const all: Template[] = [];
    for (const { name, rootId } of roots) all.push(await readTemplate(client, name, rootId));
    const ended = all.pop();
    if (ended === undefined) throw new Error("M02 has no desks");
    const short = async (isEnded: boolean): Promise<Template> =>
      readTemplate(
        client,
        isEnded ? "one task, ended" : "one task",
        await shortCase(office, isEnded),
      );
    return { waiting: all, ended, shortWaiting: await short(false), shortEnded: await short(true) };
  } finally {
    await client.end();
  }
}

/** Starts the matter of one task and, if it is to end, does it; answers its instance. */
async function shortCase({ platform }: Office, isEnded: boolean): Promise<string> {
  const { runtime, database } = platform;
  const { processInstanceId } = valueOf(
    await runtime.execute({ type: "startInstance", processId: SHORT, variables: { payload } }),
  );
  if (!isEnded) return processInstanceId;
  const { id } = await database.userTask.findFirstOrThrow({
    where: { processInstanceId: BigInt(processInstanceId) },
  });
  const task = { userTaskId: id.toString(), assignee: "lin" } as const;
  valueOf(await runtime.execute({ type: "assignUserTask", ...task, expectedAssignee: null }));
  const variables = { isApproved: true };
  valueOf(await runtime.execute({ type: "completeUserTask", ...task, variables }));
  return processInstanceId;
}
