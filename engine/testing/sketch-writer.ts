/** From the nodes and flows of a sketch to BPMN XML; what the words mean is at the head of testing/sketch.ts. */
import {
  association,
  compensationOf,
  conditionOf,
  errorOf,
  escalationOf,
  escaped,
  extensions,
  flow,
  messageOf,
  signalOf,
} from "./document.ts";
import type { SketchNode, SketchScope } from "./sketch-reader.ts";

const shortKinds: Readonly<Record<string, string>> = {
  start: "startEvent",
  end: "endEvent",
  catch: "intermediateCatchEvent",
  throw: "intermediateThrowEvent",
  xor: "exclusiveGateway",
  and: "parallelGateway",
  or: "inclusiveGateway",
  complex: "complexGateway",
  event: "eventBasedGateway",
  adHoc: "adHocSubProcess",
  on: "eventSubProcess",
};
/** The event that a trigger alone stands for. */
const eventOfTrigger: Readonly<Record<string, string>> = {
  timer: "intermediateCatchEvent",
  message: "intermediateCatchEvent",
  signal: "intermediateCatchEvent",
  conditional: "intermediateCatchEvent",
  error: "endEvent",
  terminate: "endEvent",
  compensation: "intermediateThrowEvent",
  cancel: "endEvent",
};
const activities = new Set([
  "task",
  "manualTask",
  "userTask",
  "serviceTask",
  "scriptTask",
  "sendTask",
  "receiveTask",
  "businessRuleTask",
  "callActivity",
  "subProcess",
  "transaction",
  "adHocSubProcess",
]);
const scopes = new Set(["subProcess", "eventSubProcess", "transaction", "adHocSubProcess"]);
const events = new Set([
  "startEvent",
  "endEvent",
  "intermediateCatchEvent",
  "intermediateThrowEvent",
  "boundaryEvent",
]);
const gateways = new Set([
  "exclusiveGateway",
  "parallelGateway",
  "inclusiveGateway",
  "complexGateway",
  "eventBasedGateway",
]);
/** What can begin a process beside start events. */
const instantiating = new Set(["receiveTask", "eventBasedGateway"]);
/** A name that tells its kind: the word alone, or followed by a digit or a capital. */
const tellingName = /^(?<word>start|end|xor|and|or|complex|event|on)(?:[\p{N}\p{Lu}].*)?$/u;

/** The content of a process or sub-process. */
export function writeScope(scope: SketchScope): string {
  const seen = new Map<string, number>();
  const ways = scope.flows.map(({ source, target, condition }) => {
    const times = (seen.get(`${source} ${target}`) ?? 0) + 1;
    seen.set(`${source} ${target}`, times);
    if (times > 1) throw new Error(`Sketch: there are two flows from ${source} to ${target}`);
    return flow(source, target, condition);
  });
  const undone = scope.nodes.filter(
    ({ attachment, kind }) => attachment !== undefined && kind === "compensation",
  );
  const handlers = new Set(undone.map((event) => plainName(event)));
  const links = undone.map((event) => association(event.id, plainName(event)));
  const nodes = scope.nodes.map((node) => writeNode(node, handlers.has(node.id)));
  return [...nodes, ...ways, ...links].join("\n");
}

function writeNode(node: SketchNode, isForCompensation: boolean): string {
  const { kind, trigger: stated } = classify(node);
  // `+` says of a start event what it says of a boundary event: it does not interrupt.
  const isAdded = stated?.startsWith("+") === true;
  const trigger = isAdded ? stated.slice(1) : stated;
  if (isAdded && kind !== "startEvent") throw problem(node, `"+" is for start events: ${kind}`);
  if (![activities, scopes, events, gateways].some((kinds) => kinds.has(kind))) {
    throw problem(node, `no such kind: ${node.kind}`);
  }
  if (node.content !== undefined && !scopes.has(kind)) {
    throw problem(node, `${kind} has no braces`);
  }
  if (node.repetition !== undefined && !activities.has(kind)) {
    throw problem(node, `${kind} cannot be repeated`);
  }
  const { id, attachment, defaultTarget } = node;
  const attributes = [
    `id="${id}"`,
    ...(attachment === undefined
      ? []
      : [
          `attachedToRef="${attachment.host}" cancelActivity="${String(attachment.isInterrupting)}"`,
        ]),
    ...(defaultTarget === undefined ? [] : [`default="${id}_${defaultTarget}"`]),
    ...(node.isParallelMultiple ? ['parallelMultiple="true"'] : []),
    ...(isForCompensation ? ['isForCompensation="true"'] : []),
    ...(isAdded ? ['isInterrupting="false"'] : []),
    ...(kind === "eventSubProcess" ? ['triggeredByEvent="true"'] : []),
    ...(/\.(?:start|all)$/u.test(node.kind) && instantiating.has(kind)
      ? [`instantiate="true"${node.kind.endsWith("all") ? ' eventGatewayType="Parallel"' : ""}`]
      : []),
    ...(kind === "receiveTask" ? [`messageRef="${plainName(node)}"`] : []),
  ];
  const body = trigger === undefined ? contentOf(kind, node) : triggersOf(kind, trigger, node);
  // BPMN's schema: extensions, loop characteristics, then what is inside.
  const parts = scopes.has(kind) ? [repetitionOf(node), body] : [body, repetitionOf(node)];
  const element = kind === "eventSubProcess" ? "subProcess" : kind;
  return `<${element} ${attributes.join(" ")}>${parts.join("")}</${element}>`;
}

/** BPMN's element name, and the trigger of an event that has one. */
function classify(node: SketchNode): { readonly kind: string; readonly trigger?: string } {
  const { id, kind, attachment, content } = node;
  if (attachment !== undefined) return { kind: "boundaryEvent", trigger: kind };
  if (kind === "") {
    if (content !== undefined)
      return { kind: wordOf(id) === "on" ? "eventSubProcess" : "subProcess" };
    return { kind: shortKinds[wordOf(id)] ?? "task" };
  }
  const [word = "", trigger] = kind.split(".");
  const stated = shortKinds[word] ?? word;
  if (trigger !== undefined && instantiating.has(stated)) return { kind: stated };
  if (trigger !== undefined) {
    if (!events.has(stated)) throw problem(node, `${word} has no trigger`);
    return { kind: stated, trigger };
  }
  const alone = eventOfTrigger[word];
  if (alone === undefined) return { kind: stated };
  const named = shortKinds[wordOf(id)];
  return { kind: named !== undefined && events.has(named) ? named : alone, trigger: word };
}

function wordOf(id: string): string {
  return tellingName.exec(id)?.groups?.["word"] ?? "";
}

function contentOf(kind: string, node: SketchNode): string {
  const { id, argument } = node;
  switch (kind) {
    case "serviceTask":
    case "sendTask":
      return jobOf(node);
    case "userTask":
      return extensions(
        `<zeebe:userTask/>${argument === undefined ? "" : `<zeebe:assignmentDefinition assignee="${escaped(argument)}"/>`}`,
      );
    case "scriptTask": {
      const [variable, expression] = assignment(node);
      return extensions(`<zeebe:script expression="=${expression}" resultVariable="${variable}"/>`);
    }
    case "businessRuleTask": {
      const [variable, decision] = assignment(node);
      return extensions(
        `<zeebe:calledDecision decisionId="${decision}" resultVariable="${variable}"/>`,
      );
    }
    case "callActivity":
      return extensions(`<zeebe:calledElement processId="${escaped(argument ?? id)}"/>`);
    case "subProcess":
    case "eventSubProcess":
    case "transaction":
      return writeScope(node.content ?? { nodes: [], flows: [] });
    case "complexGateway":
      return argument === undefined
        ? ""
        : `<activationCondition xsi:type="tFormalExpression">${escaped(argument)}</activationCondition>`;
    case "adHocSubProcess":
      return `${writeScope(node.content ?? { nodes: [], flows: [] })}${
        argument === undefined
          ? ""
          : `<completionCondition xsi:type="tFormalExpression">${escaped(argument)}</completionCondition>`
      }`;
    case "receiveTask":
      return "";
    default:
      if (argument !== undefined) throw problem(node, `${kind} takes no argument`);
      return "";
  }
}

function triggersOf(kind: string, trigger: string, node: SketchNode): string {
  if (node.more.length === 0) return triggerOf(kind, trigger, node);
  const parts = [{ trigger, argument: node.argument }, ...node.more];
  return parts
    .map((part) => triggerOf(kind, part.trigger, { ...node, argument: part.argument }))
    .join("");
}

function triggerOf(kind: string, trigger: string, node: SketchNode): string {
  switch (trigger) {
    case "timer":
      return timerOf(node);
    case "message":
      return kind === "endEvent" || kind === "intermediateThrowEvent"
        ? `<messageEventDefinition>${jobOf(node)}</messageEventDefinition>`
        : messageOf(plainName(node));
    case "error":
      return errorOf(node.argument === undefined ? undefined : plainName(node));
    case "escalation":
      return escalationOf(node.argument === undefined ? undefined : plainName(node));
    case "signal":
      return signalOf(plainName(node));
    case "conditional":
      if (node.argument === undefined) throw problem(node, "a condition needs an argument");
      return conditionOf(node.argument);
    case "compensation":
      return compensationOf(kind === "boundaryEvent" ? undefined : node.argument);
    case "cancel":
      return "<cancelEventDefinition/>";
    case "terminate":
      return "<terminateEventDefinition/>";
    case "link":
      return `<linkEventDefinition name="${plainName(node)}"/>`;
    default:
      throw problem(node, `no such trigger: ${trigger}`);
  }
}

function timerOf(node: SketchNode): string {
  const { argument } = node;
  if (argument === undefined) throw problem(node, "a timer needs an argument");
  const property = /^R\d*\//u.test(argument)
    ? "timeCycle"
    : /^\d{4}-/u.test(argument)
      ? "timeDate"
      : "timeDuration";
  return `<timerEventDefinition><${property} xsi:type="tFormalExpression">${escaped(argument)}</${property}></timerEventDefinition>`;
}

function jobOf({ id, argument }: SketchNode): string {
  return extensions(`<zeebe:taskDefinition type="${escaped(argument ?? id)}"/>`);
}

function repetitionOf(node: SketchNode): string {
  if (node.repetition === undefined) return "";
  const { kind, text } = node.repetition;
  if (kind === "loop") return standardLoop(text);
  const over = /^(?<item>\w+) in (?<list>.+?)(?: -> (?<results>\w+) = (?<result>.+))?$/u.exec(
    text,
  )?.groups;
  const { item = "", list = "", results, result = "" } = over ?? {};
  const collected =
    results === undefined
      ? ""
      : ` outputCollection="${results}" outputElement="=${escaped(result)}"`;
  const loop =
    over === undefined
      ? `<loopCardinality xsi:type="tFormalExpression">${escaped(text)}</loopCardinality>`
      : extensions(
          `<zeebe:loopCharacteristics inputCollection="=${escaped(list)}" inputElement="${item}"${collected}/>`,
        );
  return `<multiInstanceLoopCharacteristics isSequential="${String(kind === "sequential")}">${loop}</multiInstanceLoopCharacteristics>`;
}

/** `while condition` tests before each round, `again condition` after it; `, at most 3` bounds both. */
function standardLoop(text: string): string {
  const { word, condition, maximum } =
    /^(?:(?<word>while|again) (?<condition>.+?))?(?:(?:^|, )at most (?<maximum>\d+))?$/u.exec(text)
      ?.groups ?? {};
  const attributes = [
    ...(word === "while" ? ['testBefore="true"'] : []),
    ...(maximum === undefined ? [] : [`loopMaximum="${maximum}"`]),
  ];
  const tested =
    condition === undefined
      ? ""
      : `<loopCondition xsi:type="tFormalExpression">${escaped(condition)}</loopCondition>`;
  return `<standardLoopCharacteristics ${attributes.join(" ")}>${tested}</standardLoopCharacteristics>`;
}

/** `variable = value`. */
function assignment(node: SketchNode): [variable: string, value: string] {
  const { variable, value } =
    /^(?<variable>\w+) = (?<value>.+)$/u.exec(node.argument ?? "")?.groups ?? {};
  if (variable === undefined || value === undefined) {
    throw problem(node, 'its argument has the form "variable = value"');
  }
  return [variable, escaped(value)];
}

/** The argument, or the name of the node, as a name that references can be made of. */
function plainName(node: SketchNode): string {
  const { id, argument = id } = node;
  if (!/^[\p{L}\p{N}_.-]+$/u.test(argument)) throw problem(node, `not a name: ${argument}`);
  return argument;
}

function problem({ id }: SketchNode, reason: string): Error {
  return new Error(`Sketch, at ${id}: ${reason}`);
}
