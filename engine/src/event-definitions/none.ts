/** An event without a definition: nothing is waited for and nothing is thrown. BPMN 2.0.2 §10.5.2, §10.5.3. */
import type { EventDefinition } from "./event-definition.ts";

/** See the file's head. */
export const none: EventDefinition<null> = {
  bpmnType: null,
  positions: ["start", "subProcessStart", "throw", "end"],
  read: () => null,
};
