/**
 * What a multi-instance activity throws when members complete (BPMN 2.0.2 §13.3.7): its attribute `behavior` is `None` (an
 * event for each), `One` (for the first), `All` (never, the default) or `Complex` (each time that a condition holds).
 */
import type { ModelElement } from "./model-element.ts";

/** An event that is thrown, and its event definitions. */
interface ThrownEvent {
  readonly event: ModelElement;
  readonly definitions: readonly ModelElement[];
  readonly when: "each" | "first" | "condition";
  /** Text of the condition. */
  readonly condition: string | undefined;
}

/** In the order of the model; none for what throws nothing. */
export function thrownEvents(activity: ModelElement): readonly ThrownEvent[] {
  const loop = activity.one("loopCharacteristics");
  switch (loop?.text("behavior")) {
    case "None":
      return referred(loop, "noneBehaviorEventRef", "each");
    case "One":
      return referred(loop, "oneBehaviorEventRef", "first");
    case "Complex":
      return loop.many("complexBehaviorDefinition").flatMap((definition) => {
        const event = definition.one("event");
        const condition = definition.one("condition")?.text("body");
        if (event === undefined) return [];
        return [
          { event, definitions: event.many("eventDefinitions"), when: "condition", condition },
        ];
      });
    default:
      return [];
  }
}

/** Whether it says that something is thrown. */
export function isThrowing(activity: ModelElement): boolean {
  return ["None", "One", "Complex"].includes(
    activity.one("loopCharacteristics")?.text("behavior") ?? "All",
  );
}

function referred(
  loop: ModelElement,
  attribute: string,
  when: "each" | "first",
): readonly ThrownEvent[] {
  const definition = loop.one(attribute);
  if (definition === undefined) return [];
  return [{ event: definition, definitions: [definition], when, condition: undefined }];
}
