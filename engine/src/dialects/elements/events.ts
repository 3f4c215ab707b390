/** Events: their times, messages, errors and conditions. */
import type { ForeignElement } from "../foreign-element.ts";
import { hasExpression } from "../juel/juel-text.ts";
import { textLiteral } from "../juel/juel-to-feel.ts";
import { cycleOfCron } from "../quartz-cron.ts";
import { feelOf, type Translation, type Translator, valueOf } from "../translation.ts";
import { translateWork } from "./work.ts";

/** See file head. */
export const translateEvent: Translator = (translation, element) => {
  for (const definition of element.many("eventDefinitions")) {
    switch (definition.raw.$type) {
      case "bpmn:TimerEventDefinition":
        translateTimer(translation, element, definition);
        break;
      case "bpmn:MessageEventDefinition":
        if (isThrown(element)) translateWork(translation, moved(element, definition));
        else translateMessage(translation, element, definition);
        break;
      case "bpmn:ErrorEventDefinition":
        translateError(translation, element, definition);
        break;
      case "bpmn:ConditionalEventDefinition":
        translateCondition(translation, element, definition);
        break;
      default:
    }
    definition.takeRest();
  }
  if (element.take("initiator") !== undefined) {
    translation.report.person(
      element.id,
      "发起人变量不再自动设置，请在启动时传入。",
      "The initiator is not set by itself any more. Pass it in at the start.",
    );
  }
};

/** Receive tasks name their message themselves. */
export const translateReceiveTask: Translator = (translation, element) =>
  translateMessage(translation, element, element);

function isThrown({ raw }: ForeignElement): boolean {
  return raw.$type === "bpmn:EndEvent" || raw.$type === "bpmn:IntermediateThrowEvent";
}

/** What the vendor wrote at the definition stands at the event in zeebe. */
function moved(element: ForeignElement, definition: ForeignElement): ForeignElement {
  Object.assign(element.raw.$attrs, definition.raw.$attrs);
  return element;
}

function translateTimer(
  translation: Translation,
  element: ForeignElement,
  definition: ForeignElement,
): void {
  for (const property of ["timeDuration", "timeDate", "timeCycle"] as const) {
    const time = definition.one(property);
    const text = time?.text("body");
    if (time === undefined || text === undefined) continue;
    if (hasExpression(text)) time.raw.set("body", valueOf(translation, element, text, property));
    else if (property === "timeCycle" && !text.startsWith("R")) {
      const cycle = cycleOfCron(text);
      if (cycle === undefined) {
        translation.report.person(
          element.id,
          `定时“${text}”（cron）无法理解，请改写。`,
          `The cron timer "${text}" cannot be understood. Rewrite it.`,
        );
      } else {
        time.raw.set("body", cycle);
        translation.report.changed(
          element.id,
          `定时“${text}”改为 ${cycle}，从开始时刻起算。`,
          `The timer "${text}" is now ${cycle}, counted from the moment it is armed.`,
        );
      }
    }
  }
}

/** A message without a correlation key is correlated by its name alone: the name is the key too. */
function translateMessage(
  translation: Translation,
  element: ForeignElement,
  holder: ForeignElement,
): void {
  const message = holder.one("messageRef");
  const name = message?.text("name");
  if (message === undefined || name === undefined) return;
  message.raw.set("name", valueOf(translation, element, name, "message"));
  const isStart =
    element.raw.$type === "bpmn:StartEvent" && element.raw.$parent?.$type === "bpmn:Process";
  if (isStart || subscribes(message)) return;
  message.extend("zeebe:Subscription", { correlationKey: `=${textLiteral(name)}` });
  translation.report.changed(
    element.id,
    `消息“${name}”没有关联键，按名称关联：发布时关联键与名称相同。`,
    `The message "${name}" has no correlation key and is correlated by its name: publish it with its name as the key.`,
  );
}

function subscribes(message: ForeignElement): boolean {
  return (
    message
      .one("extensionElements")
      ?.many("values")
      .some(({ raw }) => raw.$type === "zeebe:Subscription") === true
  );
}

/** An error that is referred to and not defined, or has no code, gets one. */
function translateError(
  translation: Translation,
  element: ForeignElement,
  definition: ForeignElement,
): void {
  const code = translation.unresolved.get(definition.raw)?.get("bpmn:errorRef");
  if (code !== undefined) {
    const roots = translation.root.get("rootElements") as unknown[];
    const id = `Error_${code.replaceAll(/[^\p{L}\p{N}_]/gu, "_")}`;
    const known = (roots as { readonly id?: string }[]).find((each) => each.id === id);
    const error = known ?? translation.create("bpmn:Error", { id, name: code, errorCode: code });
    if (known === undefined) roots.push(error);
    definition.raw.set("errorRef", error);
    translation.report.changed(
      element.id,
      `错误“${code}”没有定义，已补上。`,
      `The error "${code}" was not defined; now it is.`,
    );
    return;
  }
  const error = definition.one("errorRef");
  if (error !== undefined && error.text("errorCode") === undefined) {
    error.raw.set("errorCode", error.text("name") ?? error.id);
  }
  for (const name of ["errorCodeVariable", "errorMessageVariable"]) {
    if (definition.take(name) === undefined) continue;
    translation.report.person(
      element.id,
      `${name} 不再支持，错误的变量会直接合并。`,
      `${name} is not supported; the variables of the error are merged as they are.`,
    );
  }
}

function translateCondition(
  translation: Translation,
  element: ForeignElement,
  definition: ForeignElement,
): void {
  const condition = definition.one("condition");
  const body = condition?.text("body");
  if (condition === undefined || body === undefined || !hasExpression(body)) return;
  condition.raw.set("body", feelOf(translation, element, body, "condition"));
}
