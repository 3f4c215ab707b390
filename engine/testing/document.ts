/**
 * A BPMN document for a test, when a sketch (testing/sketch.ts) cannot say it, as extensions: the content of the
 * process as XML without prefixes, flows as chains of ids.
 *
 *   document(`
 *     <startEvent id="start"/> <userTask id="a"/> <endEvent id="end"/>
 *     ${flows("start -> a -> end")}
 *   `)
 *
 * Messages and errors that the content refers to are declared by themselves: `messageRef="paid"` is a message of that name
 * with the correlation key `=key`, `errorRef="NO_MONEY"` an error and `escalationRef="LATE"` an escalation of that code,
 * `signalRef="fire"` a signal of that name.
 */

/** The document of one executable process. */
export function document(content: string, processId = "main"): string {
  const messages = references(content, "messageRef").map(
    (name) =>
      `<message id="message-${name}" name="${name}"><extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements></message>`,
  );
  const errors = references(content, "errorRef").map(
    (code) => `<error id="error-${code}" name="${code}" errorCode="${code}"/>`,
  );
  const escalations = references(content, "escalationRef").map(
    (code) => `<escalation id="escalation-${code}" name="${code}" escalationCode="${code}"/>`,
  );
  const signals = references(content, "signalRef").map(
    (name) => `<signal id="signal-${name}" name="${name}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://tongban.test">
  ${[...messages, ...errors, ...escalations, ...signals].join("\n  ")}
  <process id="${processId}" isExecutable="true">${content.replaceAll(/(message|error|escalation|signal)Ref="/gu, '$1Ref="$1-')}</process>
</definitions>`;
}

/** Sequence flows along each chain `a -> b -> c`; chains are separated by line ends or semicolons. The id of a flow is `a_b`. */
export function flows(chains: string): string {
  return chains
    .split(/[\n;]/u)
    .flatMap((chain) => {
      const ids = chain.split("->").map((id) => id.trim());
      return ids.slice(1).map((target, index) => flow(ids[index] ?? "", target));
    })
    .join("\n");
}

/** One flow, with a condition when one is given. */
export function flow(source: string, target: string, condition?: string): string {
  const body =
    condition === undefined
      ? ""
      : `<conditionExpression xsi:type="tFormalExpression">=${escaped(condition)}</conditionExpression>`;
  return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`;
}

/** Extension elements with this content; the prefix is `zeebe:`. */
export function extensions(content: string): string {
  return `<extensionElements>${content}</extensionElements>`;
}

/** A service task whose job type is its id. */
export function serviceTask(id: string, content = ""): string {
  return `<serviceTask id="${id}">${extensions(`<zeebe:taskDefinition type="${id}"/>${content}`)}</serviceTask>`;
}

/** A boundary event; interrupting unless said otherwise. */
export function boundary(
  id: string,
  attachedTo: string,
  definition: string,
  isInterrupting = true,
): string {
  return `<boundaryEvent id="${id}" attachedToRef="${attachedTo}" cancelActivity="${String(isInterrupting)}">${definition}</boundaryEvent>`;
}

/** A timer definition that is due after the ISO 8601 duration. */
export function after(duration: string): string {
  return `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition>`;
}

/** A timer definition that repeats. */
export function every(cycle: string): string {
  return `<timerEventDefinition><timeCycle xsi:type="tFormalExpression">${cycle}</timeCycle></timerEventDefinition>`;
}

/** A message definition. */
export function messageOf(name: string): string {
  return `<messageEventDefinition messageRef="${name}"/>`;
}

/** An error definition; without a code it catches every error. */
export function errorOf(code?: string): string {
  return code === undefined
    ? "<errorEventDefinition/>"
    : `<errorEventDefinition errorRef="${code}"/>`;
}

/** An escalation definition; without a code it catches every escalation. */
export function escalationOf(code?: string): string {
  return code === undefined
    ? "<escalationEventDefinition/>"
    : `<escalationEventDefinition escalationRef="${code}"/>`;
}

/** A signal definition. */
export function signalOf(name: string): string {
  return `<signalEventDefinition signalRef="${name}"/>`;
}

/** A compensation definition: of one activity, or of all. */
export function compensationOf(activityId?: string): string {
  return activityId === undefined
    ? "<compensateEventDefinition/>"
    : `<compensateEventDefinition activityRef="${activityId}"/>`;
}

/** An association from a compensation boundary event to the activity that undoes. */
export function association(source: string, target: string): string {
  return `<association id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
}

/** A conditional definition. */
export function conditionOf(condition: string): string {
  return `<conditionalEventDefinition><condition xsi:type="tFormalExpression">=${escaped(condition)}</condition></conditionalEventDefinition>`;
}

function references(content: string, attribute: string): string[] {
  return [
    ...new Set(
      [...content.matchAll(new RegExp(`${attribute}="([^"]+)"`, "gu"))].map(
        (match) => match[1] ?? "",
      ),
    ),
  ];
}

/** Text as it stands in an attribute or between tags. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
