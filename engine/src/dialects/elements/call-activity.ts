/** Call activities: which process, which variables go down and come up. */
import type { ForeignElement, VendorExtension } from "../foreign-element.ts";
import { variableName } from "../juel/juel-to-feel.ts";
import { feelOf, type Translation, type Translator, valueOf } from "../translation.ts";
import { mapInto } from "./mappings.ts";

/** See file head. */
export const translateCallActivity: Translator = (translation, element) => {
  const called = element.text("calledElement");
  const binding = element.take("calledElementBinding");
  const versionTag = element.take("calledElementVersionTag");
  const [ins, outs] = [element.takeExtensions("in"), element.takeExtensions("out")];
  const inherits = element.take("inheritVariables") === "true";
  for (const each of ins) translateIn(translation, element, each);
  for (const each of outs) pass(translation, element, "outputParameters", each);
  element.extend("zeebe:CalledElement", {
    processId: called === undefined ? "" : valueOf(translation, element, called, "calledElement"),
    propagateAllParentVariables: inherits || ins.some(isAll),
    propagateAllChildVariables: outs.some(isAll),
    ...(binding === "deployment" && { bindingType: "deployment" }),
    ...(binding === "versionTag" &&
      versionTag !== undefined && { bindingType: "versionTag", versionTag }),
  });
  element.raw.set("calledElement", undefined);
  const { report } = translation;
  report.changed(
    element.id,
    "调用活动：改用 zeebe:calledElement。",
    "The call activity uses zeebe:calledElement.",
  );
  if (binding === "version") {
    element.take("calledElementVersion");
    report.person(
      element.id,
      "被调用流程绑定了固定版本号，现在调用最新版本；如需固定，请使用版本标签。",
      "The called process was bound to a version number; now the latest is called. Use a version tag to bind it.",
    );
  }
};

function isAll(each: VendorExtension): boolean {
  return each.attribute("variables") === "all";
}

function translateIn(
  translation: Translation,
  element: ForeignElement,
  each: VendorExtension,
): void {
  const businessKey = each.attribute("businessKey");
  if (businessKey === undefined) {
    pass(translation, element, "inputParameters", each);
    return;
  }
  translation.report.changed(
    element.id,
    "业务键总是传给被调用的流程，无需声明。",
    "The business key always goes to the called process and need not be stated.",
  );
}

function pass(
  translation: Translation,
  element: ForeignElement,
  list: "inputParameters" | "outputParameters",
  each: VendorExtension,
): void {
  const target = each.attribute("target");
  if (target === undefined) return;
  const source = each.attribute("source");
  const expression = each.attribute("sourceExpression");
  const feel =
    expression === undefined
      ? `=${variableName(source ?? target)}`
      : feelOf(translation, element, expression, target);
  mapInto(element, list, feel, target);
}
