/** Which deployed version is meant: `bindingType` and `versionTag` of the zeebe dialect; the latest unless stated. */
import type { Binding } from "../context.ts";
import type { ModelElement } from "../model/model-element.ts";

/** Reads the binding of a called process or decision, or of a form. */
export function readBinding(called: ModelElement | undefined): Binding {
  const type = called?.text("bindingType") ?? "latest";
  if (type === "deployment") return { type };
  if (type === "versionTag") return { type, versionTag: called?.text("versionTag") ?? "" };
  return { type: "latest" };
}
