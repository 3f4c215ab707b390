/**
 * How an instance's records become rows. A case that waits for one job or one person consists of an instance, its scopes and the
 * work, each of a few words: as rows of their own they cost more than all else that a start writes. While there are few of them
 * they share one row, which is written anew when one of them changes; an instance that grows gets a row for each, so that a step
 * costs what it changes and not what there is. Variables have rows of their own from the beginning: they are searched.
 */
import {
  allRecords,
  drainChanges,
  type InstanceState,
  loadState,
  newInstanceState,
  type RecordTable,
  type StateRecord,
} from "@tongban/engine";

/** Records that share a row at most, besides variables. */
const MOST_PACKED = 12;

const PACKED = "packed";

/** A row of `instance_record`; `packed` holds several records. */
export interface RecordRow {
  readonly kind: RecordTable | typeof PACKED;
  readonly key: string;
  /** Null for a row that is to go. */
  readonly value: StateRecord["value"];
}

/** How a state's records are in the database; a state without is not there yet. */
const forms = new WeakMap<InstanceState, "packed" | "loose">();

/** Rows to write and to delete since the last time. */
export function changedRows(state: InstanceState): RecordRow[] {
  const changes = drainChanges(state).map(({ table, key, value }) => ({ kind: table, key, value }));
  const form = forms.get(state);
  if (form === "loose") return changes;
  const variables = changes.filter(({ kind }) => kind === "variable");
  if (countOfOthers(state) <= MOST_PACKED) {
    forms.set(state, "packed");
    if (variables.length === changes.length) return variables;
    const packed = allRecords(state, others).map(({ table, key, value }) => [table, key, value]);
    return [...variables, { kind: PACKED, key: "", value: packed }];
  }
  forms.set(state, "loose");
  const loose = allRecords(state, others).map(({ table, key, value }) => ({
    kind: table,
    key,
    value,
  }));
  const gone = { kind: PACKED, key: "", value: null } as const;
  return form === "packed" ? [...variables, ...loose, gone] : [...variables, ...loose];
}

/** The state whose rows these are. */
export function stateOfRows(rows: readonly RecordRow[]): InstanceState {
  if (rows.length === 0) return newInstanceState();
  const state = loadState(recordsOfRows(rows));
  forms.set(state, rows.some(({ kind }) => kind === PACKED) ? "packed" : "loose");
  return state;
}

/** The records that rows hold. */
export function recordsOfRows(rows: readonly RecordRow[]): StateRecord[] {
  return rows.flatMap(({ kind, key, value }) =>
    kind === PACKED
      ? (value as unknown as readonly PackedRecord[]).map(([table, own, record]) => ({
          table,
          key: own,
          value: record,
        }))
      : [{ table: kind, key, value }],
  );
}

type PackedRecord = readonly [table: RecordTable, key: string, value: StateRecord["value"]];

const others = (table: RecordTable): boolean => table !== "variable";

function countOfOthers({ tables }: InstanceState): number {
  let count = -tables.variable.size;
  for (const name of Object.keys(tables) as RecordTable[]) count += tables[name].size;
  return count;
}
