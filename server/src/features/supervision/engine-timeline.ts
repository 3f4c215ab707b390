/** The engine's history of a case in people's words: what the process did, beside what people did. */
import { type CommittedEvent, readEventsOfTypes } from "../../runtime/index.ts";
import type { Platform } from "../../platform.ts";
import type { CaseView } from "../cases/case.schema.ts";
import { STAGE_NAMES } from "../cases/case-view.ts";

type Entry = CaseView["timeline"][number];
type EngineEvent = CommittedEvent["event"];

/** Kinds of events that a person can make something of. */
const TOLD = [
  "processInstanceCreated",
  "processInstanceCompleted",
  "processInstanceTerminated",
  "elementActivated",
  "userTaskCreated",
  "userTaskAssigned",
  "userTaskCanceled",
  "jobFailed",
  "scopeInterrupted",
  "elementCompensating",
  "transactionCanceled",
  "errorCaught",
  "escalationThrown",
  "timerTriggered",
  "messageCorrelated",
  "signalReceived",
  "signalThrown",
  "decisionEvaluated",
  "incidentRaised",
  "incidentResolved",
] as const satisfies readonly EngineEvent["type"][];

/** Entries at most; a case has some dozens. */
const LIMIT = 2000;

/** What words are made with. */
interface Surroundings {
  /** What the model calls the event's element. */
  readonly name: string;
  readonly isRoot: boolean;
  readonly personName: (accountId: string) => string | null;
}

type Words = Pick<Entry, "title" | "titleEn"> & Partial<Pick<Entry, "by" | "detail">>;

/** Entries of all process instances of a case, in order of time. */
export async function engineTimeline(
  { database, runtime }: Platform,
  caseId: string,
): Promise<Entry[]> {
  const instances = await database.processInstance.findMany({ where: { businessKey: caseId } });
  const ids = instances.map(({ id }) => String(id));
  const events = await readEventsOfTypes(runtime.sql, ids, TOLD, LIMIT);
  const personName = await personNames(database, events);
  const names = new Map(
    await Promise.all(
      instances.map(
        async ({ id, processId, version }) =>
          [String(id), await runtime.elementNames(processId, version)] as const,
      ),
    ),
  );
  const roots = new Set(
    instances.filter(({ parentId }) => parentId === null).map(({ id }) => String(id)),
  );
  return events.flatMap(({ processInstanceId, at, event }) => {
    const elementId = "elementId" in event ? event.elementId : null;
    const words = wordsOf(event, {
      name: names.get(processInstanceId)?.get(elementId ?? "") ?? elementId ?? "",
      isRoot: roots.has(processInstanceId),
      personName,
    });
    if (words === null) return [];
    const kind = `engine.${event.type}`;
    return [
      { at: new Date(at).toISOString(), kind, by: null, detail: null, documentId: null, ...words },
    ];
  });
}

/** The roles that tasks are offered to. */
const ROLE_NAMES: Readonly<Record<string, string>> = {
  window: "综合窗口",
  inspector: "核查员",
  reviewer: "审查员",
  approver: "首席代表",
  hallManager: "大厅管理员",
};

/** `reviewer@scjgj` as people say it. */
function groupName(group: string): string {
  const [role = ""] = group.split("@");
  return ROLE_NAMES[role] ?? group;
}

async function personNames(
  database: Platform["database"],
  events: readonly { readonly event: EngineEvent }[],
): Promise<(accountId: string) => string | null> {
  const ids = events.flatMap(({ event }) =>
    event.type === "userTaskAssigned" && event.assignee !== null ? [event.assignee] : [],
  );
  const accounts = await database.account.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (accountId) => names.get(accountId) ?? null;
}

/** Null for what a person can make nothing of. */
function wordsOf(event: EngineEvent, { name, isRoot, personName }: Surroundings): Words | null {
  switch (event.type) {
    case "processInstanceCreated":
      return isRoot
        ? both(
            `流程启动（${event.processId} v${event.version}）`,
            `Process started (${event.processId} v${event.version})`,
          )
        : null;
    case "processInstanceCompleted":
      return isRoot ? both("流程结束", "Process ended") : null;
    case "processInstanceTerminated":
      return isRoot ? both("流程终止", "Process terminated") : null;
    case "elementActivated":
      return event.elementKind === "callActivity" ? stageWords(event.properties?.["stage"]) : null;
    case "userTaskCreated":
      return {
        ...both(`产生任务「${name}」`, `Task "${name}"`),
        detail: event.candidateGroups.map(groupName).join("、") || null,
      };
    case "userTaskAssigned":
      return event.assignee === null
        ? both(`退回任务「${name}」`, `Task "${name}" given back`)
        : {
            ...both(`签收任务「${name}」`, `Task "${name}" claimed`),
            by: personName(event.assignee),
          };
    case "userTaskCanceled":
      return both(`取消任务「${name}」`, `Task "${name}" cancelled`);
    case "jobFailed":
      return {
        ...both(
          `「${name}」未成功，剩余 ${event.retries} 次`,
          `"${name}" failed, ${event.retries} attempts left`,
        ),
        detail: event.message,
      };
    case "decisionEvaluated":
      return both(`按规则判定：「${name}」`, `Decided by rules: "${name}"`);
    case "incidentRaised":
      return {
        ...both(`故障：「${name}」`, `Incident: "${name}"`),
        detail: event.message.zh,
      };
    case "incidentResolved":
      return both(`故障已处理：「${name}」`, `Incident resolved: "${name}"`);
    default:
      return eventWords(event, name);
  }
}

/** What BPMN calls an event: thrown, caught or waited for. */
function eventWords(event: EngineEvent, name: string): Words | null {
  switch (event.type) {
    case "scopeInterrupted":
      return both(`「${name}」中断，转入事件处理`, `"${name}" was interrupted by an event`);
    case "elementCompensating":
      // That a whole scope undoes what is in it is told by what it undoes.
      return event.upTo === undefined
        ? both(`撤销已完成的「${name}」`, `"${name}" is being undone`)
        : null;
    case "transactionCanceled":
      return both(`「${name}」取消`, `"${name}" cancelled`);
    case "errorCaught":
      return {
        ...both(`「${name}」转入异常处理`, `"${name}" went another way`),
        detail: event.errorCode,
      };
    case "escalationThrown":
      return {
        ...both(`「${name}」升级上报`, `"${name}" escalated`),
        detail: event.escalationCode,
      };
    case "timerTriggered":
      return both(`到时：「${name}」`, `Time is up: "${name}"`);
    case "messageCorrelated":
      return both(`收到消息：「${name}」`, `Message received: "${name}"`);
    case "signalReceived":
      return both(`收到信号：「${name}」`, `Signal received: "${name}"`);
    case "signalThrown":
      return {
        ...both(`发出信号：「${name}」`, `Signal sent: "${name}"`),
        detail: event.signalName,
      };
    default:
      return null;
  }
}

function stageWords(stage: string | undefined): Words | null {
  if (stage === undefined || !Object.hasOwn(STAGE_NAMES, stage)) return null;
  const name = STAGE_NAMES[stage as keyof typeof STAGE_NAMES];
  return both(`进入「${name}」阶段`, `Stage ${stage} begins`);
}

function both(title: string, titleEn: string): Words {
  return { title, titleEn };
}
