/** Undefined task (BPMN 2.0.2 §13.3.3 "Abstract Task"): nothing is stated that could be done, so it completes at once. */
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const task: ElementBehavior<null> = {
  clause: "§13.3.3 Abstract Task",
  read: () => null,
};
