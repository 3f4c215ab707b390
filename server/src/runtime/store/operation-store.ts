/** Who has had what done: written in the transaction in which it was done, and kept when its instance is deleted. */
import type { SqlExecutor } from "../sql-executor.ts";
import { Writes } from "./writes.ts";

/** Who asks: an account by its user name, or another system by its id. */
export interface Actor {
  readonly kind: "person" | "client";
  readonly name: string;
}

/** One thing that was done. */
export interface OperationRow {
  readonly by: Actor;
  readonly entity:
    | "processInstance"
    | "userTask"
    | "variable"
    | "incident"
    | "job"
    | "resource"
    | "decision"
    | "batch";
  readonly operation:
    | "create"
    | "update"
    | "cancel"
    | "modify"
    | "migrate"
    | "delete"
    | "assign"
    | "unassign"
    | "complete"
    | "resolve"
    | "evaluate"
    | "suspend"
    | "resume";
  readonly entityKey: string;
  readonly processInstanceId: string | null;
}

/** Adds them at once, for whoever writes nothing else. @param now epoch ms */
export async function recordOperations(
  tx: SqlExecutor,
  rows: readonly OperationRow[],
  now: number,
): Promise<void> {
  const writes = new Writes(tx);
  insertOperations(writes, rows, now);
  await writes.done();
}

/** Adds them. @param now epoch ms */
export function insertOperations(writes: Writes, rows: readonly OperationRow[], now: number): void {
  if (rows.length === 0) return;
  writes.write(
    `INSERT INTO operation_record (at, actor_kind, actor, entity, operation, entity_key, process_instance_id, process_id, definition_id)
     SELECT to_timestamp($7::float8 / 1000), u.actor_kind, u.actor, u.entity, u.operation, u.entity_key, u.instance, p.process_id,
            p.definition_id
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
              AS u(actor_kind, actor, entity, operation, entity_key, instance)
       LEFT JOIN process_instance p ON p.id = u.instance`,
    [
      rows.map(({ by }) => by.kind),
      rows.map(({ by }) => by.name),
      rows.map(({ entity }) => entity),
      rows.map(({ operation }) => operation),
      rows.map(({ entityKey }) => entityKey),
      rows.map(({ processInstanceId }) => processInstanceId),
      now,
    ],
  );
}
