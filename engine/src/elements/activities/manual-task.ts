/**
 * Manual task (BPMN 2.0.2 §13.3.3): done without any system. The engine does not know when and completes it at once, as
 * the standard says of a task that an engine cannot manage.
 */
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const manualTask: ElementBehavior<null> = {
  clause: "§13.3.3 Manual Task",
  read: () => null,
};
