/** The multi-instance characteristics of an activity: read from the model, and the items to run for. */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { Compiled } from "../expression/index.ts";
import type { Json } from "../json.ts";
import { variableOf } from "../model/data.ts";
import type { ElementReader } from "../model/element-reader.ts";
import { isThrowing, thrownEvents } from "../model/thrown-events.ts";
import type { ElementRecord } from "../state/records.ts";
import { evaluateIn } from "./evaluation.ts";
import { failed } from "./incidents.ts";
import type { Run } from "./run.ts";

/** What the model states; null for what it does not. Either a collection or a cardinality is given. */
export interface MultiInstanceDetails {
  readonly isSequential: boolean;
  readonly inputCollection: Compiled | null;
  readonly cardinality: Compiled | null;
  readonly inputElement: string | null;
  readonly outputCollection: string | null;
  readonly outputElement: Compiled | null;
  /** The variable that the output element reads, when it is a plain name or a path that begins with one. */
  readonly outputVariable: string | null;
  readonly completionCondition: Compiled | null;
  /** When the events are thrown that follow the activity among the children of the body, in that order. */
  readonly thrown: readonly ThrownWhen[];
}

/** For each member that completes, for the first, or each time that a condition holds. */
export type ThrownWhen =
  | { readonly when: "each" | "first" }
  | { readonly when: "condition"; readonly condition: Compiled | null };

/** Reads them of the activity that the reader is at. */
export function readMultiInstance(reader: ElementReader): MultiInstanceDetails {
  const loop = reader.element.one("loopCharacteristics");
  const zeebe = loop?.extension("zeebe:LoopCharacteristics");
  const [input, output] = [loop?.one("loopDataInputRef"), loop?.one("loopDataOutputRef")];
  const [inputItem, outputItem] = [loop?.one("inputDataItem"), loop?.one("outputDataItem")];
  const collectionText = zeebe?.text("inputCollection") ?? (input && variableOf(input));
  const cardinalityText = loop?.one("loopCardinality")?.text("body");
  if (collectionText === undefined && cardinalityText === undefined) {
    reader.report(
      "COLLECTION_MISSING",
      "多实例没有输入集合或次数",
      "The multi-instance has no input collection and no cardinality",
    );
  }
  const outputCollection = zeebe?.text("outputCollection") ?? (output ? variableOf(output) : null);
  const outputText = zeebe?.text("outputElement") ?? (outputItem && variableOf(outputItem));
  if ((outputCollection === null) !== (outputText === undefined)) {
    reader.report(
      "OUTPUT_COLLECTION_INCOMPLETE",
      "输出集合与输出元素必须同时指定",
      "Output collection and output element go together",
    );
  }
  return {
    isSequential: loop?.flag("isSequential") ?? false,
    inputCollection: reader.expression(collectionText, "inputCollection") ?? null,
    cardinality: reader.expression(cardinalityText, "loopCardinality") ?? null,
    inputElement: zeebe?.text("inputElement") ?? (inputItem ? variableOf(inputItem) : null),
    outputCollection,
    outputElement: reader.expression(outputText, "outputElement") ?? null,
    outputVariable:
      /^=?\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:\.|$)/u.exec(outputText ?? "")?.[1] ?? null,
    completionCondition:
      reader.expression(loop?.one("completionCondition")?.text("body"), "completionCondition") ??
      null,
    thrown: readThrown(reader),
  };
}

function readThrown(reader: ElementReader): ThrownWhen[] {
  const events = thrownEvents(reader.element);
  if (events.length === 0 && isThrowing(reader.element)) {
    reader.report(
      "BEHAVIOR_EVENT_MISSING",
      "多实例的事件行为没有指定事件",
      "The event behaviour of the multi-instance names no event",
    );
  }
  return events.map(({ when, condition }) =>
    when === "condition"
      ? { when, condition: reader.expression(condition, "condition") ?? null }
      : { when },
  );
}

/** The elements of the collection; for a cardinality as many nulls. */
export function evaluateItems(
  run: Run,
  details: MultiInstanceDetails,
  element: ElementRecord,
): Evaluated<readonly Json[]> {
  const source = details.inputCollection ?? details.cardinality;
  if (source === null) throw new Error(`${element.elementId} has nothing to repeat for`);
  const evaluated = evaluateIn(run, element.elementInstanceId, source);
  if (!evaluated.ok) return evaluated;
  const count = details.inputCollection === null ? evaluated.value : 0;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
    return failed(
      "COLLECTION_INVALID",
      "多实例的次数必须是非负整数",
      "The cardinality must be a non-negative integer",
    );
  }
  const items = details.inputCollection === null ? undefined : evaluated.value;
  if (items !== undefined && !isList(items)) {
    return failed(
      "COLLECTION_INVALID",
      "多实例的输入集合必须是列表",
      "The input collection must be a list",
    );
  }
  if ((items?.length ?? count) > run.limits.maxMembers) {
    return failed(
      "COLLECTION_INVALID",
      `多实例最多 ${String(run.limits.maxMembers)} 个`,
      `A multi-instance may have ${String(run.limits.maxMembers)} members at most`,
    );
  }
  return { ok: true, value: items ?? Array.from({ length: count }, () => null) };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
