/** User tasks: who, until when, how urgent, with which form. */
import { hasExpression } from "../juel/juel-text.ts";
import { textLiteral } from "../juel/juel-to-feel.ts";
import type { ForeignElement } from "../foreign-element.ts";
import { feelOf, type Translation, type Translator, valueOf } from "../translation.ts";

/** See file head. */
export const translateUserTask: Translator = (translation, element) => {
  element.extend("zeebe:UserTask");
  const assignee = element.take("assignee");
  const assignment = {
    ...(assignee !== undefined && {
      assignee: valueOf(translation, element, assignee, "assignee"),
    }),
    ...listOf(translation, element, "candidateGroups"),
    ...listOf(translation, element, "candidateUsers"),
  };
  if (Object.keys(assignment).length > 0) element.extend("zeebe:AssignmentDefinition", assignment);
  const schedule = {
    ...dateOf(translation, element, "dueDate"),
    ...dateOf(translation, element, "followUpDate"),
  };
  if (Object.keys(schedule).length > 0) element.extend("zeebe:TaskSchedule", schedule);
  const priority = element.take("priority");
  if (priority !== undefined) {
    element.extend("zeebe:PriorityDefinition", {
      priority: valueOf(translation, element, priority, "priority"),
    });
  }
  translateForm(translation, element);
  translation.report.changed(
    element.id,
    "用户任务：改用 zeebe 的分派与表单。",
    "The user task has zeebe's assignment and form.",
  );
};

function translateForm({ report }: Translation, element: ForeignElement): void {
  const formId = element.take("formRef");
  element.take("formRefBinding");
  const formKey = element.take("formKey");
  if (formId !== undefined) element.extend("zeebe:FormDefinition", { formId });
  else if (formKey !== undefined)
    element.extend("zeebe:FormDefinition", { externalReference: formKey });
  const fields = [...element.takeExtensions("formData"), ...element.takeExtensions("formProperty")];
  if (fields.length > 0) {
    report.person(
      element.id,
      "内嵌的表单字段没有带过来，请建立表单并引用它。",
      "Form fields inside the model were left out. Make a form and refer to it.",
    );
  }
}

/** Names separated by commas, some of which may be expressions. */
function listOf(
  translation: Translation,
  element: ForeignElement,
  name: "candidateGroups" | "candidateUsers",
): Record<string, string> {
  const text = element.take(name);
  if (text === undefined) return {};
  if (!hasExpression(text)) {
    return {
      [name]: `=[${text
        .split(",")
        .map((each) => textLiteral(each.trim()))
        .join(", ")}]`,
    };
  }
  const items = text
    .split(/,(?![^{]*\})/u)
    .map((each) => feelOf(translation, element, each.trim(), name).slice(1));
  // One expression alone may give a list already.
  return {
    [name]:
      items.length === 1 ? `=flatten([${items.join("")}])` : `=flatten([${items.join(", ")}])`,
  };
}

function dateOf(
  translation: Translation,
  element: ForeignElement,
  name: "dueDate" | "followUpDate",
): Record<string, string> {
  const text = element.take(name);
  if (text === undefined) return {};
  if (text.startsWith("P")) return { [name]: `=now() + duration(${textLiteral(text)})` };
  return { [name]: valueOf(translation, element, text, name) };
}
