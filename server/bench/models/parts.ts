/** Pieces of BPMN that all dialects write alike. */

/** `task0`, `task1`, … */
export const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_none, index) => `${prefix}${index}`);

const expression = (tag: string, text: string): string =>
  `<${tag} xsi:type="tFormalExpression">${text}</${tag}>`;

/** Sequence flows from each to the next, called `<source>_<target>`. */
export function chain(ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((target, index) => flow(ids[index] ?? "", target))
    .join("");
}

/** A sequence flow, with a condition or without. */
export function flow(source: string, target: string, condition?: string): string {
  const content = condition === undefined ? "" : expression("conditionExpression", condition);
  return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${content}</sequenceFlow>`;
}

/** An event that waits for so long (ISO 8601). */
export const timer = (id: string, duration: string): string =>
  `<intermediateCatchEvent id="${id}"><timerEventDefinition>${expression("timeDuration", duration)}</timerEventDefinition></intermediateCatchEvent>`;

/** A gateway that takes one way; `otherwise` when no condition holds. */
export const choice = (id: string, otherwise: string): string =>
  `<exclusiveGateway id="${id}" default="${id}_${otherwise}"/>`;

/** A gateway where ways meet that exclude each other. */
export const merge = (id: string): string => `<exclusiveGateway id="${id}"/>`;

/** Members by their number, as BPMN has it. */
export const cardinality = (count: number): string =>
  `<multiInstanceLoopCharacteristics isSequential="false">${expression("loopCardinality", String(count))}</multiInstanceLoopCharacteristics>`;
