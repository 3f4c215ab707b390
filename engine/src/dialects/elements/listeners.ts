/** Execution and task listeners: what a class or a bean did becomes a job of that name, which is waited for. */
import type { ForeignElement, VendorExtension } from "../foreign-element.ts";
import type { Translation } from "../translation.ts";

const taskEvents: Readonly<Record<string, string>> = {
  create: "creating",
  assignment: "assigning",
  update: "updating",
  complete: "completing",
};
/** What has happened elsewhere is only listened to at its end. */
const startless = new Set(["bpmn:StartEvent", "bpmn:BoundaryEvent"]);

/** See the file's head. */
export function translateListeners(translation: Translation, element: ForeignElement): void {
  for (const listener of element.takeExtensions("executionListener")) {
    const event = listener.attribute("event") ?? "start";
    const isHeard = event === "end" || (event === "start" && !startless.has(element.raw.$type));
    translateListener(translation, element, listener, isHeard ? event : undefined, "Execution");
  }
  for (const listener of element.takeExtensions("taskListener")) {
    const event = taskEvents[listener.attribute("event") ?? ""];
    translateListener(translation, element, listener, event, "Task");
  }
}

function translateListener(
  { report }: Translation,
  element: ForeignElement,
  listener: VendorExtension,
  eventType: string | undefined,
  kind: "Execution" | "Task",
): void {
  const type = workerOf(listener);
  const event = listener.attribute("event") ?? "start";
  if (eventType === undefined || type === undefined) {
    report.person(
      element.id,
      `监听器（${event}）没有带过来：${type === undefined ? "脚本或表达式" : "此处没有这样的事件"}。请改为步骤或作业。`,
      `The listener at "${event}" was left out: ${type === undefined ? "it is a script or an expression" : "there is no such event here"}. Make it a step or a job.`,
    );
    return;
  }
  const item = element.create(`zeebe:${kind}Listener`, { eventType, type, retries: "3" });
  element.addTo(`zeebe:${kind}Listeners`, "listeners", item);
  report.changed(
    element.id,
    `监听器：改为类型为 ${type} 的作业，流程会等它完成。`,
    `The listener is now a job of type ${type}, which is waited for.`,
  );
}

/** The class, or the bean (and method without arguments) of an expression. */
function workerOf(listener: VendorExtension): string | undefined {
  const className = listener.attribute("class");
  if (className !== undefined) return className;
  const delegate = listener.attribute("delegateExpression") ?? listener.attribute("expression");
  return /^[$#]\{\s*(?<bean>[\w.]+)\s*(?:\(\s*\w*\s*\))?\s*\}$/u.exec(delegate ?? "")?.groups?.[
    "bean"
  ];
}
