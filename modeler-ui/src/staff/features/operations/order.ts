/** From what is chosen on the screen (and stands in its address) to an order. */
import type { OperationKind, OperationOrder } from "../../../api/views.ts";

/** The kinds, the harmless ones first. */
export const OPERATION_KINDS = [
  "resolveIncidents",
  "migrateInstances",
  "modifyInstances",
  "cancelInstances",
] as const satisfies readonly OperationKind[];

/** As in the address; empty or missing is not chosen. */
export interface OrderFields {
  readonly kind?: OperationKind;
  readonly process?: string;
  readonly version?: string;
  readonly step?: string;
  /** The version to migrate to, or the step to move to. */
  readonly to?: string;
}

/** The order; null while something is still to be chosen. */
export function orderOf({ kind, process, version, step, to }: OrderFields): OperationOrder | null {
  const work = workOf(kind, step, to);
  if (work === null || !process || (work.kind === "migrateInstances" && !version)) return null;
  return {
    selection: {
      processId: process,
      ...(isVersion(version) && { version: Number(version) }),
      ...(step && work.kind !== "modifyInstances" && { elementId: step }),
    },
    work,
  };
}

function workOf(
  kind: string | undefined,
  step: string | undefined,
  to: string | undefined,
): OperationOrder["work"] | null {
  switch (kind) {
    case "resolveIncidents":
    case "cancelInstances":
      return { kind };
    case "migrateInstances":
      return isVersion(to) ? { kind, version: Number(to) } : null;
    case "modifyInstances":
      return step && to ? { kind, from: step, to } : null;
    default:
      return null;
  }
}

function isVersion(text: string | undefined): text is string {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text);
}
