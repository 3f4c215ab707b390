/** Tasks that programs do: delegates, external topics, scripts and decisions become jobs, scripts and decisions of ours. */
import type { ForeignElement } from "../foreign-element.ts";
import { juelToFeel } from "../juel/juel-to-feel.ts";
import { feelOf, type Translation, type Translator, valueOf } from "../translation.ts";
import { mapInto } from "./mappings.ts";

/** Service and send tasks, and message events that throw. */
export const translateWork: Translator = (translation, element) => {
  const jobType = jobTypeOf(translation, element);
  if (jobType !== undefined) {
    element.extend("zeebe:TaskDefinition", { type: jobType, ...retriesOf(element) });
  }
  translateFields(translation, element);
  translateResult(element);
};

/** Business rule tasks: a decision, or a job. */
export const translateDecision: Translator = (translation, element) => {
  const decision =
    element.take("decisionRef") ??
    element
      .takeExtensions("field")
      .find((field) => field.attribute("name") === "decisionTableReferenceKey")?.children[0]?.text;
  if (decision === undefined) {
    translateWork(translation, element);
    return;
  }
  const { report } = translation;
  const binding = element.take("decisionRefBinding");
  element.extend("zeebe:CalledDecision", {
    decisionId: valueOf(translation, element, decision, "decisionRef"),
    resultVariable: element.take("resultVariable") ?? "result",
    ...(binding === "deployment" && { bindingType: "deployment" }),
  });
  element.take("mapDecisionResult");
  report.changed(
    element.id,
    "决策引用：改为 zeebe:calledDecision。",
    "The decision is now called by zeebe:calledDecision.",
  );
  if (binding === "version" || binding === "versionTag") {
    report.person(
      element.id,
      "决策绑定了固定版本，现在使用最新版本；如需固定，请使用版本标签。",
      "The decision was bound to a version; now the latest is used. Use a version tag to bind it.",
    );
  }
};

/** Script tasks: JUEL becomes FEEL; other languages need a person. */
export const translateScript: Translator = (translation, element) => {
  const { report } = translation;
  const language = element.text("scriptFormat")?.toLowerCase() ?? "";
  const script = element.text("script") ?? "";
  const resultVariable = element.take("resultVariable") ?? element.take("resultVariableName");
  const feel =
    language === "juel" ? juelToFeel(script.replace(/^[$#]\{(.*)\}$/su, "$1")) : undefined;
  if (language !== "feel" && feel?.ok !== true) {
    report.person(
      element.id,
      `${language} 脚本没有带过来，请改写为 FEEL，或改为服务任务。`,
      `The ${language} script was left as it is. Write it as FEEL, or make it a service task.`,
    );
    return;
  }
  element.raw.set("scriptFormat", undefined);
  element.raw.set("script", undefined);
  const expression = `=${feel?.ok === true ? feel.feel : script}`;
  element.extend("zeebe:Script", { expression, resultVariable: resultVariable ?? "result" });
  report.changed(element.id, "脚本：改写为 FEEL。", "The script is now FEEL.");
};

/** What does the work, as the type of a job. */
function jobTypeOf(translation: Translation, element: ForeignElement): string | undefined {
  const { report } = translation;
  const kind = element.take("type");
  const topic = element.take("topic");
  if (kind === "external" || kind === "external-worker") {
    report.changed(
      element.id,
      "外部任务：主题成为任务类型。",
      "The external topic is now the job type.",
    );
    return topic === undefined ? undefined : valueOf(translation, element, topic, "topic");
  }
  if (kind !== undefined) {
    report.person(
      element.id,
      `内置任务“${kind}”改为任务类型 ${kind}；请提供执行它的工作程序。`,
      `The built-in task "${kind}" is now a job of that type. Provide a worker for it.`,
    );
    return kind;
  }
  const className = element.take("class");
  if (className !== undefined) {
    report.changed(
      element.id,
      "Java 类：类名成为任务类型。",
      "The name of the Java class is now the job type.",
    );
    return className;
  }
  const delegate = element.take("delegateExpression") ?? element.take("expression");
  if (delegate === undefined) return undefined;
  const bean = /^[$#]\{\s*(?<bean>[\w.]+)\s*(?:\((?<args>.*)\))?\s*\}$/su.exec(delegate)?.groups;
  if (bean?.["bean"] === undefined) {
    report.person(
      element.id,
      `委托“${delegate}”不是一个对象或方法，请指定任务类型。`,
      `The delegate "${delegate}" is neither a bean nor a method. State a job type.`,
    );
    return "unknown";
  }
  if (bean["args"] !== undefined && bean["args"].trim() !== "") {
    header(element, "arguments", bean["args"].trim());
    report.person(
      element.id,
      `方法 ${bean["bean"]} 的参数在任务头 arguments 中；工作程序请直接读取变量。`,
      `The arguments of ${bean["bean"]} are in the header "arguments". Let the worker read the variables.`,
    );
  } else {
    report.changed(
      element.id,
      "委托：名称成为任务类型。",
      "The name of the delegate is now the job type.",
    );
  }
  return bean["bean"];
}

/** Injected fields: texts become headers, expressions inputs. */
function translateFields(translation: Translation, element: ForeignElement): void {
  for (const field of element.takeExtensions("field")) {
    const name = field.attribute("name") ?? "";
    const [child] = field.children;
    const text =
      field.attribute("stringValue") ?? (child?.name === "string" ? child.text : undefined);
    if (text === undefined) {
      const expression = field.attribute("expression") ?? child?.text ?? "";
      mapInto(element, "inputParameters", feelOf(translation, element, expression, name), name);
    } else header(element, name, text);
    translation.report.changed(
      element.id,
      `字段 ${name}：改为任务头或输入。`,
      `The field ${name} is now a header or an input.`,
    );
  }
}

/** The result of a delegate expression comes back as `result`. */
function translateResult(element: ForeignElement): void {
  const target = element.take("resultVariable") ?? element.take("resultVariableName");
  if (target !== undefined) mapInto(element, "outputParameters", "=result", target);
}

/** R3/PT10M: three attempts. */
function retriesOf(element: ForeignElement): { readonly retries?: string } {
  const [cycle] = element.takeExtensions("failedJobRetryTimeCycle");
  const retries = /^R(?<retries>\d+)\//u.exec(cycle?.text ?? "")?.groups?.["retries"];
  return retries === undefined ? {} : { retries };
}

function header(element: ForeignElement, key: string, value: string): void {
  element.addTo("zeebe:TaskHeaders", "values", element.create("zeebe:Header", { key, value }));
}
