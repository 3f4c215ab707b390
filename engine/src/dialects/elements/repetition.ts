/** Multi-instance and attempts, on every activity. */
import { hasExpression } from "../juel/juel-text.ts";
import { variableName } from "../juel/juel-to-feel.ts";
import { feelOf, type Translator } from "../translation.ts";

/** See file head. */
export const translateRepetition: Translator = (translation, element) => {
  const loop = element.one("loopCharacteristics");
  if (loop === undefined) return;
  const collection = loop.take("collection");
  const item = loop.take("elementVariable");
  if (collection !== undefined) {
    const list = hasExpression(collection)
      ? feelOf(translation, element, collection, "collection")
      : `=${variableName(collection)}`;
    loop.extend("zeebe:LoopCharacteristics", {
      inputCollection: list,
      ...(item !== undefined && { inputElement: item }),
    });
  }
  for (const property of ["loopCardinality", "completionCondition"] as const) {
    const expression = loop.one(property);
    const body = expression?.text("body");
    if (expression !== undefined && body !== undefined) {
      const feel = hasExpression(body) ? feelOf(translation, element, body, property) : `=${body}`;
      expression.raw.set("body", feel);
    }
  }
  translation.report.changed(
    element.id,
    "多实例：改用 zeebe 的写法。",
    "The multi-instance is written as zeebe does.",
  );
};
