/** What set a variable: told by the events that stand before it in the same transaction, and by the record of who asked. */
import type { EngineEvent } from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";
import type { Actor } from "../store/operation-store.ts";

/** How a variable came to its value. */
export type CauseKind =
  | "start"
  | "job"
  | "userTask"
  | "message"
  | "signal"
  | "call"
  | "decision"
  /** The element itself: a mapping, a script, a loop. */
  | "element"
  /** Set from outside, for no element. */
  | "outside";

/** What set a variable. */
export interface VariableCause {
  readonly kind: CauseKind;
  /** Null for the process itself and from outside. */
  readonly elementId: string | null;
  /** Whoever completed the task, started the instance or set the variable; null where that is not known. */
  readonly by: Actor | { readonly kind: "account"; readonly id: string } | null;
}

/** An event without what it carries. */
interface BareEvent {
  readonly lastSeq: number;
  readonly seq: number;
  readonly at: number;
  readonly type: EngineEvent["type"];
  readonly elementId: string | null;
  readonly elementInstanceId: string | null;
  readonly elementKind: string | null;
  readonly assignee: string | null;
}

/** A change whose cause is asked for. */
interface Change {
  /** Of its transaction. */
  readonly lastSeq: number;
  readonly seq: number;
}

/** The causes by the place of the change. */
export async function readCauses(
  sql: SqlExecutor,
  processInstanceId: string,
  changes: readonly Change[],
): Promise<ReadonlyMap<number, VariableCause>> {
  if (changes.length === 0) return new Map();
  const events = await sql.query<BareEvent>(
    `SELECT e.last_seq AS "lastSeq", o.seq,
            (extract(epoch FROM e.at) * 1000)::float8 AS at, o.data->>'type' AS type, o.data->>'elementId' AS "elementId",
            o.data->>'elementInstanceId' AS "elementInstanceId", o.data->>'elementKind' AS "elementKind", o.data->>'assignee' AS assignee
       FROM history_entry e CROSS JOIN LATERAL history_events(e.last_seq, e.events) AS o
      WHERE e.process_instance_id = $1::bigint AND e.last_seq = ANY($2::int[]) AND o.data->>'type' <> 'variableSet'
      ORDER BY o.seq`,
    [processInstanceId, [...new Set(changes.map(({ lastSeq }) => lastSeq))]],
  );
  const byEntry = Map.groupBy(events, ({ lastSeq }) => lastSeq);
  const recorded = await readRecorded(sql, processInstanceId, changes);
  return new Map(
    changes.map(({ lastSeq, seq }) => {
      const before = (byEntry.get(lastSeq) ?? []).filter((event) => event.seq < seq);
      const cause = causeOf(before);
      return [seq, { ...cause, by: cause.by ?? recorded(cause.kind, lastSeq) }];
    }),
  );
}

/** What an event of an element instance makes of what follows in it. */
const KINDS: Readonly<Partial<Record<EngineEvent["type"], CauseKind>>> = {
  jobCompleted: "job",
  jobErrorThrown: "job",
  userTaskCompleted: "userTask",
  messageCorrelated: "message",
  signalReceived: "signal",
  calledProcessEnded: "call",
  decisionEvaluated: "decision",
};

/** @param before the events of the transaction that came first, in order */
function causeOf(before: readonly BareEvent[]): VariableCause {
  const nearest = before.findLast(({ elementId }) => elementId !== null);
  if (nearest === undefined) return { kind: "outside", elementId: null, by: null };
  if (nearest.elementKind === "process") return { kind: "start", elementId: null, by: null };
  const { elementId, elementInstanceId } = nearest;
  const trigger = before.findLast(
    (event) => event.elementInstanceId === elementInstanceId && KINDS[event.type] !== undefined,
  );
  const assignee = trigger?.type === "userTaskCompleted" ? trigger.assignee : null;
  return {
    kind: (trigger && KINDS[trigger.type]) ?? "element",
    elementId,
    by: assignee === null ? null : { kind: "account", id: assignee },
  };
}

/** What the record of operations calls each kind. */
const OPERATIONS: Readonly<Partial<Record<CauseKind, string>>> = {
  start: "processInstance create",
  userTask: "userTask complete",
  outside: "variable update",
};

/** Who is recorded to have asked for it, in the same transaction; null where nobody is, or several are. */
async function readRecorded(
  sql: SqlExecutor,
  processInstanceId: string,
  changes: readonly Change[],
): Promise<(kind: CauseKind, lastSeq: number) => Actor | null> {
  const rows = await sql.query<{
    lastSeq: number;
    what: string;
    kind: Actor["kind"];
    name: string;
  }>(
    `SELECT DISTINCT e.last_seq AS "lastSeq", r.entity || ' ' || r.operation AS what, r.actor_kind AS kind, r.actor AS name
       FROM history_entry e JOIN operation_record r ON r.process_instance_id = e.process_instance_id AND r.at = e.at
      WHERE e.process_instance_id = $1::bigint AND e.last_seq = ANY($2::int[])`,
    [processInstanceId, [...new Set(changes.map(({ lastSeq }) => lastSeq))]],
  );
  return (kind, lastSeq) => {
    const found = rows.filter(
      (row) => row.lastSeq === lastSeq && row.what === (OPERATIONS[kind] ?? ""),
    );
    const [only] = found;
    return only === undefined || found.length > 1 ? null : { kind: only.kind, name: only.name };
  };
}
