/**
 * The instructions of a modification in the words of a step, separated by commas:
 *
 *   modify cancel a, activate b, move c to d
 *
 * An element stands for all of its instances; `a#2` is member 2 of a multi-instance, `one:a` the oldest instance. `activate b
 * in sub#2` names the scope. Variables of the step go to the process with each activation, with `locally` to the element
 * and with `locally sub` to that scope.
 */
import type { ModifiedElement, ModifyInstruction, ScopeVariables } from "../src/index.ts";
import type { ElementInstanceId } from "../src/ids.ts";
import type { Variables } from "../src/json.ts";
import type { ElementRecord } from "../src/state/records.ts";
import type { LiveInstance } from "./world.ts";

/** See the file's head. */
export function instructionsOf(
  instance: LiveInstance,
  text: string,
  variables: Variables,
): ModifyInstruction[] {
  return text.split(",").map((part) => {
    const words = part.trim().split(/\s+/u);
    const after = (word: string): string | undefined =>
      words.includes(word) ? (words[words.indexOf(word) + 1] ?? "") : undefined;
    const [kind = "", address = ""] = words;
    if (kind === "cancel") return { kind, what: modified(instance, address) };
    const elementId = (kind === "move" ? after("to") : address) ?? "";
    const scope = after("in");
    const locally = after("locally");
    const scopeElementId = locally === "" ? elementId : locally;
    const given: ScopeVariables[] =
      Object.keys(variables).length === 0 ? [] : [{ scopeElementId, variables }];
    const activation = {
      elementId,
      variables: given,
      ...(scope === undefined ? undefined : { scopeInstanceId: instanceOf(instance, scope) }),
    };
    if (kind === "activate") return { kind, ...activation };
    if (kind === "move") return { kind, from: modified(instance, address), ...activation };
    throw new Error(`No such instruction: ${part}`);
  });
}

function modified(instance: LiveInstance, address: string): ModifiedElement {
  return /[#:]/u.test(address)
    ? { elementInstanceId: instanceOf(instance, address) }
    : { elementId: address };
}

/** Of what shares an id the innermost is meant: a member, not the body around it. */
function instanceOf(instance: LiveInstance, address: string): ElementInstanceId {
  const [elementId = "", member] = address.replace("one:", "").split("#");
  const isMeant = (element: ElementRecord): boolean =>
    element.elementId === elementId &&
    (member === undefined || String(element.loopCounter) === member);
  const found = [...instance.state.tables.element.entries()].find(([, element]) =>
    isMeant(element),
  );
  return (found?.[0] ?? "0") as ElementInstanceId;
}
