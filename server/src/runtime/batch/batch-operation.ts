/** One operation on many instances, and what is known of how far it is. */
import type { MigrationPlan, ModifyInstruction } from "@tongban/engine";
import type { RuntimeCommand } from "../runtime-command.ts";

/** What is done to each instance; `resolveIncidents` to each of its incidents. */
export type BatchWork =
  | { readonly kind: "cancelInstances" }
  | { readonly kind: "deleteInstances" }
  | { readonly kind: "resolveIncidents" }
  | {
      readonly kind: "migrateInstances";
      readonly processId: string;
      readonly version: number;
      readonly plan: MigrationPlan;
    }
  | { readonly kind: "modifyInstances"; readonly instructions: readonly ModifyInstruction[] };

/** The kinds of work. */
export type BatchKind = BatchWork["kind"];

/** Which instances: a statement that answers their ids in one column, with its values. */
export interface InstanceSelection {
  readonly statement: string;
  readonly values: readonly unknown[];
}

/** Who wanted it. */
export interface BatchActor {
  readonly kind: "person" | "client";
  readonly name: string;
}

/** `active` and `suspended` operations have work left. */
export type BatchState = "active" | "suspended" | "completed" | "cancelled";

/** How far an operation is. */
export interface BatchProgress {
  readonly id: string;
  readonly kind: BatchKind;
  readonly state: BatchState;
  readonly actor: BatchActor;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  /** Left undone because the operation was cancelled. */
  readonly cancelled: number;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** The command for one instance or incident. */
export function commandFor(
  work: Exclude<BatchWork, { readonly kind: "deleteInstances" }>,
  itemId: string,
): RuntimeCommand {
  switch (work.kind) {
    case "cancelInstances":
      return { type: "cancelInstance", processInstanceId: itemId };
    case "resolveIncidents":
      return { type: "resolveIncident", incidentId: itemId };
    case "migrateInstances": {
      const { processId, version, plan } = work;
      return { type: "migrateInstance", processInstanceId: itemId, processId, version, plan };
    }
    case "modifyInstances":
      return {
        type: "modifyInstance",
        processInstanceId: itemId,
        instructions: work.instructions,
      };
  }
}
