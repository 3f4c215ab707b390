/** Carries out a runtime command inside a unit of work: finds the instance, then tells it. */
import type {
  Command,
  ElementInstanceId,
  IncidentId,
  JobId,
  Rejection,
  TimerId,
  UserTaskId,
} from "@tongban/engine";
import { rootScopeOf } from "@tongban/engine";
import { failure, type Result, success } from "../result.ts";
import type {
  AnswerTo,
  MigrateInstance,
  RuntimeCommand,
  StartInstance,
} from "../runtime-command.ts";
import { asInstanceId, isId } from "../snowflake.ts";
import { lockCorrelation } from "../store/message-store.ts";
import { together } from "../together.ts";
import { broadcast } from "./broadcast-signal.ts";
import { evaluateConditionals } from "./evaluate-conditionals.ts";
import { type Located, notFound } from "./not-found.ts";
import { publish } from "./publish-message.ts";
import { unstorableText } from "./storable-text.ts";
import { triggerStart } from "./trigger-start.ts";
import { unacceptableInput } from "./unacceptable-input.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Attempts that a job gets when its incident is resolved. */
const RETRIES_AFTER_REPAIR = 3;

/** Which instance each job, task, timer and incident belongs to, by `table/id`; what is not in it does not exist. */
export type LocatedInstances = ReadonlyMap<string, string>;

/**
 * Finds the instances of all commands with one statement a table and locks them in one go, then what messages are correlated
 * by: every transaction takes its locks in this order, so that they wait for each other and do not deadlock.
 */
export async function locateAll(
  unit: UnitOfWork,
  commands: readonly RuntimeCommand[],
): Promise<LocatedInstances> {
  const ids: Record<Located, string[]> = { job: [], user_task: [], timer: [], incident: [] };
  const instances: string[] = [];
  for (const command of commands) {
    const subject = subjectOf(command);
    if (subject === null || !isId(subject.id)) continue;
    if (subject.table === "process_instance") instances.push(subject.id);
    else ids[subject.table].push(subject.id);
  }
  const located = new Map<string, string>();
  const locate = async (table: Located): Promise<void> => {
    if (ids[table].length === 0) return;
    const rows =
      table === "job"
        ? await unit.records.tally.locate(unit.tx, ids.job)
        : await unit.tx.query<{ id: string; instance: string }>(
            `SELECT id::text, process_instance_id::text AS instance FROM ${table} WHERE id = ANY($1::bigint[])`,
            [ids[table]],
          );
    for (const { id, instance } of rows) located.set(`${table}/${id}`, instance);
  };
  const starts = commands
    .filter((command) => command.type === "startInstance")
    .filter(({ processId }) => unstorableText(processId) === undefined);
  await together([
    ...(Object.keys(ids) as Located[]).map(locate),
    // The unit remembers what it finds.
    ...starts.map(({ processId, version }) => unit.find(processId, version)),
  ]);
  await unit.lock([...instances, ...located.values()]);
  const messages = commands
    .filter((command) => command.type === "publishMessage")
    .filter(
      ({ name, correlationKey, messageId = "" }) =>
        unstorableText([name, correlationKey, messageId]) === undefined,
    );
  await lockCorrelation(
    unit.tx,
    messages.map(({ name, correlationKey: key }) => ({ name, key })),
  );
  await unit.lock(await unit.messages.prepare(messages));
  return located;
}

/** Carries out one command. Expected failures are results; anything thrown means the transaction must be rolled back. */
export async function execute<C extends RuntimeCommand>(
  unit: UnitOfWork,
  command: C,
  located: LocatedInstances,
): Promise<Result<AnswerTo<C>>> {
  // Each branch answers with what AnswerTo says for its command; TypeScript cannot follow that through a switch.
  return (await dispatch(unit, command, located)) as Result<AnswerTo<C>>;
}

async function dispatch(
  unit: UnitOfWork,
  command: RuntimeCommand,
  located: LocatedInstances,
): Promise<Result<unknown>> {
  const unacceptable = unacceptableInput(command);
  if (unacceptable !== null) return unacceptable;
  switch (command.type) {
    case "startInstance":
      return startInstance(unit, command);
    case "publishMessage":
      return publish(unit, command);
    case "broadcastSignal":
      return success(await broadcast(unit, command.signalName, command.variables));
    case "evaluateConditionals":
      return evaluateConditionals(unit, command);
    case "triggerStart":
      return triggerStart(unit, command);
    case "resolveIncident":
      return resolve(unit, command.incidentId);
    case "migrateInstance":
      return migrate(unit, command);
    default: {
      const subject = subjectOf(command);
      if (subject === null) throw new Error(`No subject for ${command.type}`);
      const instance =
        subject.table === "process_instance"
          ? subject.id
          : located.get(`${subject.table}/${subject.id}`);
      if (instance === undefined) return notFound(subject.table as Located);
      return toResult(await unit.apply(instance, toEngine(command)));
    }
  }
}

type Simple = Exclude<
  RuntimeCommand,
  {
    type:
      | "startInstance"
      | "publishMessage"
      | "broadcastSignal"
      | "evaluateConditionals"
      | "triggerStart"
      | "resolveIncident"
      | "migrateInstance";
  }
>;

function subjectOf(
  command: RuntimeCommand,
): { readonly table: Located | "process_instance"; readonly id: string } | null {
  switch (command.type) {
    case "completeJob":
    case "failJob":
    case "updateJobRetries":
    case "throwJobError":
      return { table: "job", id: command.jobId };
    case "assignUserTask":
    case "updateUserTask":
    case "completeUserTask":
      return { table: "user_task", id: command.userTaskId };
    case "triggerTimer":
      return { table: "timer", id: command.timerId };
    case "resolveIncident":
      return { table: "incident", id: command.incidentId };
    case "activateAdHocActivities":
    case "setVariables":
    case "cancelInstance":
    case "modifyInstance":
    case "migrateInstance":
      return { table: "process_instance", id: command.processInstanceId };
    case "startInstance":
    case "publishMessage":
    case "broadcastSignal":
    case "evaluateConditionals":
    case "triggerStart":
      return null;
  }
}

function toEngine(command: Simple): Command {
  switch (command.type) {
    case "completeJob":
    case "failJob":
    case "updateJobRetries":
    case "throwJobError":
      return { ...command, jobId: command.jobId as JobId };
    case "assignUserTask":
    case "updateUserTask":
    case "completeUserTask":
      return { ...command, userTaskId: command.userTaskId as UserTaskId };
    case "triggerTimer":
      return { ...command, timerId: command.timerId as TimerId };
    case "setVariables": {
      const { type, variables, processInstanceId, scope } = command;
      return {
        type,
        variables,
        scopeId:
          scope === undefined
            ? rootScopeOf(asInstanceId(processInstanceId))
            : (scope.elementInstanceId as ElementInstanceId),
        local: scope?.isLocal ?? true,
      };
    }
    case "activateAdHocActivities": {
      const { type, activities, isCancelingRunning } = command;
      const elementInstanceId = command.elementInstanceId as ElementInstanceId;
      return { type, elementInstanceId, activities, isCancelingRunning };
    }
    case "cancelInstance":
      return { type: "cancelInstance" };
    case "modifyInstance":
      return { type: "modifyInstance", instructions: command.instructions };
  }
}

function notDeployed(processId: string, version: number | undefined): Result<never> {
  return failure(
    "PROCESS_NOT_DEPLOYED",
    `流程「${processId}」${version === undefined ? "" : `第 ${version} 版`}没有部署。`,
    `The process "${processId}"${version === undefined ? "" : ` version ${version}`} is not deployed.`,
  );
}

async function migrate(
  unit: UnitOfWork,
  { processInstanceId, processId, version, plan }: MigrateInstance,
): Promise<Result<unknown>> {
  const target = await unit.find(processId, version);
  if (target === null) return notDeployed(processId, version);
  const { definitionId, version: targetVersion } = target;
  return toResult(
    await unit.apply(processInstanceId, {
      type: "migrateInstance",
      definitionId,
      version: targetVersion,
      plan,
    }),
  );
}

async function startInstance(unit: UnitOfWork, command: StartInstance): Promise<Result<unknown>> {
  const { processId, version, variables, businessKey, tags = [], startAt } = command;
  const deployed = await unit.find(processId, version);
  if (deployed === null) return notDeployed(processId, version);
  const processInstanceId = asInstanceId(unit.context.newId());
  const rejection = await unit.create(deployed, {
    processInstanceId,
    variables,
    businessKey,
    startAt,
    terminateAfter: command.terminateAfter,
    rootProcessInstanceId: processInstanceId,
  });
  if (rejection !== null) return { ok: false, problem: rejection };
  unit.records.tagged(processInstanceId, tags);
  return success({ processInstanceId, version: deployed.version });
}

async function resolve(unit: UnitOfWork, incidentId: string): Promise<Result<unknown>> {
  const rows = isId(incidentId)
    ? await unit.tx.query<{ instance: string; job_id: string | null }>(
        "SELECT process_instance_id::text AS instance, job_id::text FROM incident WHERE id = $1::bigint",
        [incidentId],
      )
    : [];
  const row = rows[0];
  if (row === undefined || !(await unit.hasIncident(row.instance, incidentId)))
    return notFound("incident");
  const jobId = row.job_id as JobId | null;
  // Who has granted attempts before has said how many.
  if (jobId !== null && unit.retriesOf(row.instance, jobId) === 0) {
    await unit.apply(row.instance, {
      type: "updateJobRetries",
      jobId,
      retries: RETRIES_AFTER_REPAIR,
    });
  }
  return toResult(
    await unit.apply(row.instance, {
      type: "resolveIncident",
      incidentId: incidentId as IncidentId,
    }),
  );
}

function toResult(rejection: Rejection | null): Result<null> {
  return rejection === null ? success(null) : { ok: false, problem: rejection };
}
