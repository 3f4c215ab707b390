/** Changing a running instance by hand. */
import { modify } from "../modify/modify.ts";
import { planModification } from "../modify/plan-modification.ts";
import type { Handlers } from "./handler.ts";

/** See the file's head. */
export const changeHandlers: Handlers<"modifyInstance"> = {
  modifyInstance: (run, { instructions }) => {
    const planned = planModification(run, instructions);
    if (!planned.ok) return planned.rejection;
    modify(run, planned.steps);
    return undefined;
  },
};
