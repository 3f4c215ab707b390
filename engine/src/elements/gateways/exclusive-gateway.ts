/**
 * Exclusive gateway (BPMN 2.0.2 §13.4.2): every token passes for itself and takes the first outgoing flow whose condition
 * holds, in the order of the model, else the default flow.
 */
import { firstTrueFlow } from "../../semantics/outgoing-flows.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const exclusiveGateway: ElementBehavior<null> = {
  clause: "§13.4.2",
  read: () => null,
  leave: firstTrueFlow,
};
