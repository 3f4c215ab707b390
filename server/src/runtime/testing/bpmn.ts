/** Small BPMN files, put together from elements: enough for tests of the runtime, which is not about flow rules. */
const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(" ");

/** A chain of sequence flows through these elements. */
export function flows(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map(
      (id, index) =>
        `<bpmn:sequenceFlow id="f_${ids[index]}_${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`,
    )
    .join("");
}

/** A service task with jobs of this type; `more` goes inside it. */
export function serviceTask(id: string, jobType: string, more = ""): string {
  return `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${jobType}"/></bpmn:extensionElements>${more}</bpmn:serviceTask>`;
}

/** A user task. */
export function userTask(id: string): string {
  return `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>`;
}

/** Parallel multi-instance over the expression, one member for each `item`; each member's `result` is collected in `results`. */
export function forEach(collection: string): string {
  return `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=${collection}" inputElement="item" outputCollection="results" outputElement="=result"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
}

/** A parallel gateway. */
export function parallelGateway(id: string): string {
  return `<bpmn:parallelGateway id="${id}"/>`;
}

/** A catch event for a message of the file. */
export function messageCatch(id: string, messageId: string): string {
  return `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition messageRef="${messageId}"/></bpmn:intermediateCatchEvent>`;
}

/** A message that is correlated by the expression. */
export function message(id: string, name: string, key: string): string {
  return `<bpmn:message id="${id}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="=${key}"/></bpmn:extensionElements></bpmn:message>`;
}

/** A catch event that waits for an ISO 8601 duration. */
export function timerCatch(id: string, duration: string): string {
  return `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
}

/** A call of the latest version of a process, which sees the caller's variables and gives its own back. */
export function callActivity(id: string, processId: string): string {
  return `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="${processId}"/></bpmn:extensionElements></bpmn:callActivity>`;
}

/** A file with one executable process from `s` to `e`; `more` stands beside the process. */
export function bpmnFile(processId: string, body: string, more = ""): string {
  return `<bpmn:definitions ${NAMESPACES} id="d" targetNamespace="t">${more}<bpmn:process id="${processId}" isExecutable="true"><bpmn:startEvent id="s"/>${body}<bpmn:endEvent id="e"/></bpmn:process></bpmn:definitions>`;
}
