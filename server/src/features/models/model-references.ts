/**
 * What a model names but does not contain: forms, decisions, called processes, and who shall do its tasks. The engine runs a model
 * without them until a person meets the gap; the check tells the analyst before. Only for XML that has parsed.
 */
import type { Database } from "@tongban/prisma";
import type { FindingView } from "./models.schema.ts";

type ReferenceKind = "form" | "decision" | "process";

/** A name for something outside of the model. */
interface Reference {
  readonly kind: ReferenceKind;
  readonly id: string;
  readonly elementId: string | null;
  readonly line: number;
}

/** What a model says, as far as this check needs it. */
interface Scan {
  readonly references: readonly Reference[];
  readonly ownProcesses: ReadonlySet<string>;
  /** User tasks that are offered to nobody. */
  readonly unassigned: readonly { readonly elementId: string; readonly line: number }[];
}

/** One tag: closing slash, local name, attributes. Attribute values may contain `>`. */
const TAG = /<(\/?)(?:[\w.-]+:)?(\w+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g;
const REFERENCES: Readonly<Record<string, readonly [ReferenceKind, attribute: string]>> = {
  formDefinition: ["form", "formId"],
  calledDecision: ["decision", "decisionId"],
  calledElement: ["process", "processId"],
};
const ELEMENTS: ReadonlySet<string> = new Set(["userTask", "businessRuleTask", "callActivity"]);

/** Findings about what the model names and nobody has deployed. */
export async function referenceFindings(database: Database, xml: string): Promise<FindingView[]> {
  const { references, ownProcesses, unassigned } = scan(xml);
  const idsOf = (kind: ReferenceKind): string[] => [
    ...new Set(references.filter((one) => one.kind === kind).map(({ id }) => id)),
  ];
  const [forms, decisions, processes] = await Promise.all([
    database.formDefinition.findMany({
      where: { formId: { in: idsOf("form") } },
      select: { formId: true },
      distinct: ["formId"],
    }),
    database.decisionDefinition.findMany({
      where: { decisionId: { in: idsOf("decision") } },
      select: { decisionId: true },
      distinct: ["decisionId"],
    }),
    database.processDefinition.findMany({
      where: { processId: { in: idsOf("process") } },
      select: { processId: true },
      distinct: ["processId"],
    }),
  ]);
  const deployed: Readonly<Record<ReferenceKind, ReadonlySet<string>>> = {
    form: new Set(forms.map(({ formId }) => formId)),
    decision: new Set(decisions.map(({ decisionId }) => decisionId)),
    process: new Set([...processes.map(({ processId }) => processId), ...ownProcesses]),
  };
  return [
    ...references.filter(({ kind, id }) => !deployed[kind].has(id)).map(missing),
    ...unassigned.map(({ elementId, line }): FindingView => ({
      code: "TASK_UNASSIGNED",
      severity: "warning",
      elementId,
      line,
      message: {
        zh: "任务没有指定办理人或候选组，没有人能看到它。",
        en: "The task names neither an assignee nor candidate groups: nobody will see it.",
      },
    })),
  ];
}

function scan(xml: string): Scan {
  const references: Reference[] = [];
  const ownProcesses = new Set<string>();
  const tasks: { elementId: string; line: number; isAssigned: boolean }[] = [];
  let elementId: string | null = null;
  for (const { name, isClosing, attributes, line } of tagsOf(xml)) {
    if (isClosing) continue;
    const id = attribute(attributes, "id");
    if (name === "process") ownProcesses.add(id ?? "");
    // zeebe:userTask has no id: it only marks its element.
    if (ELEMENTS.has(name) && id !== null) {
      elementId = id;
      if (name === "userTask") tasks.push({ elementId, line, isAssigned: false });
    }
    const task = tasks.at(-1);
    if (name === "assignmentDefinition" && task !== undefined) task.isAssigned = true;
    const [kind, key = ""] = REFERENCES[name] ?? [];
    const named = attribute(attributes, key);
    // What an expression will name is known only when it runs.
    if (kind !== undefined && named && !named.startsWith("=")) {
      references.push({ kind, id: named, elementId, line });
    }
  }
  return { references, ownProcesses, unassigned: tasks.filter(({ isAssigned }) => !isAssigned) };
}

interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly isClosing: boolean;
  readonly attributes: string;
  readonly line: number;
}

function* tagsOf(xml: string): Generator<Tag> {
  // Comments may hold anything; their lines still count.
  const text = xml.replaceAll(/<!--[\s\S]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, " "));
  let line = 1;
  let at = 0;
  for (const { 1: closing, 2: name = "", 3: attributes = "", index } of text.matchAll(TAG)) {
    line += text.slice(at, index).split("\n").length - 1;
    at = index;
    yield { name, isClosing: closing === "/", attributes, line };
  }
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? null;
}

/** A task whose form is missing cannot be done by anybody; the others may still be deployed before they are needed. */
function missing({ kind, id, elementId, line }: Reference): FindingView {
  const words = {
    form: ["表单", "form"],
    decision: ["决策", "decision"],
    process: ["被调用流程", "called process"],
  } as const;
  const [zh, en] = words[kind];
  return {
    code: `${kind.toUpperCase()}_NOT_DEPLOYED`,
    severity: kind === "form" ? "error" : "warning",
    elementId,
    line,
    message: { zh: `${zh}「${id}」还没有部署。`, en: `The ${en} "${id}" is not deployed.` },
  };
}
