/**
 * Models made for Camunda 7, Flowable or Activiti as models of the zeebe dialect: recognised by their namespaces, translated
 * element by element, with a report of what was kept, changed, or needs a person.
 */
import { BpmnModdle } from "bpmn-moddle";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json" with { type: "json" };
import { checkXml } from "../parse/check-xml.ts";
import { translateCallActivity } from "./elements/call-activity.ts";
import { translateEvent, translateReceiveTask } from "./elements/events.ts";
import { translateListeners } from "./elements/listeners.ts";
import { translateMappings } from "./elements/mappings.ts";
import { translateRepetition } from "./elements/repetition.ts";
import { translateUserTask } from "./elements/user-task.ts";
import { translateDecision, translateScript, translateWork } from "./elements/work.ts";
import { type Create, ForeignElement, type MutableElement } from "./foreign-element.ts";
import { hasExpression } from "./juel/juel-text.ts";
import { type Dialect, Report, type ReportLine } from "./report.ts";
import { feelOf, type Translation, type Translator } from "./translation.ts";

/** A model in the zeebe dialect, and how it came to be. */
export interface TranslatedModel {
  readonly dialect: Dialect;
  readonly xml: string;
  readonly report: readonly ReportLine[];
}

const namespaces: Readonly<Record<string, Dialect>> = {
  "http://camunda.org/schema/1.0/bpmn": "camunda7",
  "http://flowable.org/bpmn": "flowable",
  "http://activiti.org/bpmn": "activiti",
};
const ZEEBE = "http://camunda.org/schema/zeebe/1.0";

/** Whose model it is, by the namespaces at the root; undefined for ours and for plain BPMN. */
export function dialectOf(xml: string): Dialect | undefined {
  const root = /<[^!?][^>]*>/su.exec(xml)?.[0] ?? "";
  const used = [...root.matchAll(/xmlns:[\w.-]+\s*=\s*(?:"(?<a>[^"]*)"|'(?<b>[^']*)')/gsu)].map(
    ({ groups }) => groups?.["a"] ?? groups?.["b"] ?? "",
  );
  if (used.includes(ZEEBE)) return undefined;
  return used.map((uri) => namespaces[uri]).find((dialect) => dialect !== undefined);
}

/** Translates the model; null when it is of no other dialect, or cannot be read (deployment then says why). */
export async function translateModel(xml: string): Promise<TranslatedModel | null> {
  const dialect = dialectOf(xml);
  if (dialect === undefined || checkXml(xml) !== null) return null;
  const moddle = new BpmnModdle({ zeebe });
  const read = await moddle.fromXML(xml).catch(() => null);
  if (read === null) return null;
  const root = read.rootElement as MutableElement;
  const report = new Report();
  const create: Create = (type, attributes = {}) =>
    moddle.create(type, attributes) as MutableElement;
  const translation: Translation = {
    dialect,
    report,
    create,
    root,
    unresolved: unresolvedOf(read.warnings),
  };
  const prefix = prefixOf(root, dialect);
  const ids = new Set<string>();
  for (const raw of flowElementsOf(root)) {
    const element = new ForeignElement(raw, prefix, create);
    if (element.id === "") raw.set("id", freshId(raw, ids));
    ids.add(element.id);
    translate(translation, element);
  }
  const { xml: translated } = await moddle.toXML(root);
  return { dialect, xml: translated, report: report.lines() };
}

const translators: Readonly<Record<string, readonly Translator[]>> = {
  "bpmn:Process": [translateProcess],
  "bpmn:ServiceTask": [translateWork],
  "bpmn:SendTask": [translateWork],
  "bpmn:BusinessRuleTask": [translateDecision],
  "bpmn:ScriptTask": [translateScript],
  "bpmn:UserTask": [translateUserTask],
  "bpmn:ReceiveTask": [translateReceiveTask],
  "bpmn:CallActivity": [translateCallActivity],
  "bpmn:StartEvent": [translateEvent],
  "bpmn:EndEvent": [translateEvent],
  "bpmn:BoundaryEvent": [translateEvent],
  "bpmn:IntermediateCatchEvent": [translateEvent],
  "bpmn:IntermediateThrowEvent": [translateEvent],
  "bpmn:SequenceFlow": [translateFlow],
};

/** What engines write for themselves and that means nothing to a process that runs here. */
const silent = new Set(
  "asyncBefore asyncAfter async exclusive asynchronous jobPriority historyTimeToLive isStartableInTasklist versionTag candidateStarterGroups candidateStarterUsers diagramRelationId xcoord ycoord formFieldValidation properties".split(
    " ",
  ),
);

function translate(translation: Translation, element: ForeignElement): void {
  const { report } = translation;
  translateMappings(translation, element);
  translateListeners(translation, element);
  for (const translator of translators[element.raw.$type] ?? []) translator(translation, element);
  translateRepetition(translation, element);
  element.one("loopCharacteristics")?.takeRest();
  const left = element.takeRest().filter((name) => !silent.has(name));
  if (left.length > 0) {
    const names = left.join("、");
    report.person(
      element.id,
      `没有带过来：${names}。请检查是否仍然需要。`,
      `Left out: ${left.join(", ")}. See whether it is still needed.`,
    );
  }
  report.kept(element.id);
}

function translateProcess({ dialect, report }: Translation, { raw, id }: ForeignElement): void {
  // Flowable and Activiti run what is not marked as not executable.
  if (dialect === "camunda7" || raw.get("isExecutable") !== undefined) return;
  raw.set("isExecutable", true);
  report.changed(id, "流程标为可执行。", "The process is marked as executable.");
}

function translateFlow(translation: Translation, element: ForeignElement): void {
  const condition = element.one("conditionExpression");
  const body = condition?.text("body");
  if (condition === undefined || body === undefined) return;
  const language = condition.text("language");
  if (language !== undefined && !/juel|feel/iu.test(language)) {
    translation.report.person(
      element.id,
      `条件是 ${language} 脚本，请改写为 FEEL。`,
      `The condition is a script in ${language}. Write it as FEEL.`,
    );
    return;
  }
  condition.raw.set("language", undefined);
  if (!hasExpression(body)) return;
  condition.raw.set("body", feelOf(translation, element, body, "condition"));
  translation.report.changed(element.id, "条件：改写为 FEEL。", "The condition is now FEEL.");
}

/** Processes and everything in them, from the outside in. */
function flowElementsOf(root: MutableElement): MutableElement[] {
  const found = listOf(root, "rootElements").filter(({ $type }) => $type === "bpmn:Process");
  for (const scope of found) found.push(...listOf(scope, "flowElements"));
  return found;
}

function listOf(element: MutableElement, property: string): MutableElement[] {
  const value = element.get(property);
  return Array.isArray(value) ? (value as MutableElement[]) : [];
}

function prefixOf(root: MutableElement, dialect: Dialect): string {
  const entry = Object.entries(root.$attrs).find(([, uri]) => namespaces[uri] === dialect);
  return entry?.[0].slice("xmlns:".length) ?? dialect;
}

/** An id for a flow that has none, which zeebe asks for. */
function freshId(raw: MutableElement, ids: ReadonlySet<string>): string {
  const [kind = "element"] = raw.$type.split(":").slice(1);
  let number = ids.size + 1;
  while (ids.has(`${kind}_${String(number)}`)) number += 1;
  return `${kind}_${String(number)}`;
}

function unresolvedOf(
  warnings: readonly {
    readonly element?: unknown;
    readonly property?: string;
    readonly value?: string;
  }[],
): Translation["unresolved"] {
  const unresolved = new Map<MutableElement, Map<string, string>>();
  for (const { element, property, value } of warnings) {
    if (element === undefined || property === undefined || value === undefined) continue;
    const key = element as MutableElement;
    unresolved.set(key, (unresolved.get(key) ?? new Map<string, string>()).set(property, value));
  }
  return unresolved;
}
