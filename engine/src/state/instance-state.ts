/**
 * The live state of one instance: its records in tables, and indexes derived from them. Only the appliers change it.
 *
 * The host keeps it by records: {@link drainChanges} after each command gives what to write, {@link loadState} makes the
 * state again from all that was written.
 */
import type { ElementInstanceId } from "../ids.ts";
import { isPlainObject, type Json } from "../json.ts";
import { RecordTable } from "./record-table.ts";
import type {
  CompensationRecord,
  ConditionRecord,
  ElementRecord,
  IncidentRecord,
  InstanceRecord,
  JobRecord,
  RecordTable as TableName,
  SignalRecord,
  StateRecord,
  SubscriptionRecord,
  TimerRecord,
  UserTaskRecord,
} from "./records.ts";
import { TableChanges } from "./table-changes.ts";

/** What an element instance owns and must give up when it ends. */
export type OwnedTable =
  | "job"
  | "userTask"
  | "timer"
  | "subscription"
  | "signal"
  | "condition"
  | "incident";

/** A record that belongs to an element instance. */
export interface Owned {
  readonly table: OwnedTable;
  readonly key: string;
}

/** All tables by name; `variable` and `output` hold the value in a list of one. */
export interface Tables {
  readonly instance: RecordTable<InstanceRecord>;
  readonly element: RecordTable<ElementRecord>;
  readonly variable: RecordTable<readonly [Json]>;
  readonly job: RecordTable<JobRecord>;
  readonly userTask: RecordTable<UserTaskRecord>;
  readonly timer: RecordTable<TimerRecord>;
  readonly subscription: RecordTable<SubscriptionRecord>;
  readonly signal: RecordTable<SignalRecord>;
  readonly condition: RecordTable<ConditionRecord>;
  readonly incident: RecordTable<IncidentRecord>;
  readonly join: RecordTable<number>;
  readonly items: RecordTable<readonly Json[]>;
  readonly output: RecordTable<readonly [Json]>;
  readonly compensation: RecordTable<CompensationRecord>;
}

/** See the file's head. Indexes are rebuilt on loading and never stored. */
export interface InstanceState {
  readonly tables: Tables;
  /** What the store does not have yet. */
  readonly changes: TableChanges;
  /** Scope → names of its variables. */
  readonly variableNames: Map<string, Set<string>>;
  /** Scope that has had any → living children, oldest first. */
  readonly children: Map<string, Set<ElementInstanceId>>;
  /** Scope → keys of its waiting join tokens. */
  readonly joins: Map<string, Set<string>>;
  /** Element instance → what it waits on or is stopped by, oldest first. */
  readonly owned: Map<string, Owned[]>;
  /** Name of a variable → keys of the conditions that its change may make true. */
  readonly conditions: Map<string, Set<string>>;
  /** Multi-instance body → keys of its collected outputs. */
  readonly outputs: Map<string, Set<string>>;
  /** Element instance, running or completed → keys of what can be undone of what completed in it, oldest first. */
  readonly compensable: Map<string, string[]>;
}

/** The state before `createInstance`. */
export function newInstanceState(): InstanceState {
  const changes = new TableChanges();
  return {
    changes,
    tables: {
      instance: new RecordTable("instance", changes),
      element: new RecordTable("element", changes),
      variable: new RecordTable("variable", changes),
      job: new RecordTable("job", changes),
      userTask: new RecordTable("userTask", changes),
      timer: new RecordTable("timer", changes),
      subscription: new RecordTable("subscription", changes),
      signal: new RecordTable("signal", changes),
      condition: new RecordTable("condition", changes),
      incident: new RecordTable("incident", changes),
      join: new RecordTable("join", changes),
      items: new RecordTable("items", changes),
      output: new RecordTable("output", changes),
      compensation: new RecordTable("compensation", changes),
    },
    variableNames: new Map(),
    children: new Map(),
    joins: new Map(),
    owned: new Map(),
    conditions: new Map(),
    outputs: new Map(),
    compensable: new Map(),
  };
}

const tableNames: readonly TableName[] = [
  "instance",
  "element",
  "variable",
  "job",
  "userTask",
  "timer",
  "subscription",
  "signal",
  "condition",
  "incident",
  "join",
  "items",
  "output",
  "compensation",
];

/**
 * What must be written since the last call: changed records, and null for deleted ones. Values are copies; later
 * commands do not change them. A record that was created and deleted in between does not appear.
 */
export function drainChanges({ changes }: InstanceState): StateRecord[] {
  return changes.take(storable);
}

/**
 * All records, sorted by table and key: what {@link loadState} would need to make an equal state.
 *
 * @param isWanted which tables; all unless given
 */
export function allRecords(
  state: InstanceState,
  isWanted: (table: TableName) => boolean = () => true,
): StateRecord[] {
  const records: StateRecord[] = [];
  for (const table of tableNames) {
    // Most are empty.
    if (state.tables[table].size === 0 || !isWanted(table)) continue;
    const rows: StateRecord[] = [];
    for (const [key, row] of state.tables[table].entries())
      rows.push({ table, key, value: storable(row) });
    for (const row of rows.length > 1 ? rows.toSorted(byAge) : rows) records.push(row);
  }
  return records;
}

/**
 * Makes the state from its records, in any order; deleted ones may be among them. The records' values become part of
 * the state and must not be changed by the caller.
 */
export function loadState(records: readonly StateRecord[]): InstanceState {
  const state = newInstanceState();
  for (const record of records.toSorted(byAge)) {
    if (record.value !== null) loadRecord(state, record.table, record.key, record.value);
  }
  return state;
}

function byAge(one: StateRecord, other: StateRecord): number {
  return compareAge(one.key, other.key);
}

/** Ids grow with time, so "shorter, then alphabetical" is the order of creation that the live state has. */
export function compareAge(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

// The only two places where records lose and regain their type: they are JSON by construction (records.ts).
function storable(row: unknown): Json {
  if (typeof row === "number") return row;
  return shallowCopy(row) as Json;
}

/** A copy of the top level: what is deeper in a record is replaced and never changed. */
function shallowCopy(value: unknown): unknown {
  if (isPlainObject(value)) return { ...value };
  return Array.isArray(value) ? value.slice() : value;
}

function loadRecord(state: InstanceState, table: TableName, key: string, value: Json): void {
  (state.tables[table] as RecordTable<unknown>).load(key, shallowCopy(value));
  switch (table) {
    case "element": {
      const { scopeId, elementInstanceId } = value as unknown as ElementRecord;
      if (scopeId !== elementInstanceId) addTo(state.children, scopeId, elementInstanceId);
      break;
    }
    case "variable":
      addTo(state.variableNames, scopeOfKey(key), key.slice(key.indexOf("/") + 1));
      break;
    case "join":
      addTo(state.joins, scopeOfKey(key), key);
      break;
    case "output":
      addTo(state.outputs, scopeOfKey(key), key);
      break;
    case "condition": {
      const { elementInstanceId, variableNames } = value as unknown as ConditionRecord;
      for (const name of variableNames) addTo(state.conditions, name, key);
      own(state, elementInstanceId, { table, key });
      break;
    }
    case "job":
    case "userTask":
    case "timer":
    case "subscription":
    case "signal":
    case "incident":
      own(state, (value as unknown as JobRecord).elementInstanceId, { table, key });
      break;
    case "compensation": {
      const { scopeId } = value as unknown as CompensationRecord;
      const recorded = state.compensable.get(scopeId);
      if (recorded === undefined) state.compensable.set(scopeId, [key]);
      else recorded.push(key);
      break;
    }
    case "instance":
    case "items":
    // No index is derived from these.
  }
}

function scopeOfKey(key: string): string {
  return key.slice(0, key.indexOf("/"));
}

/** Adds to a set in an index, made when it is the first. */
export function addTo<Member>(index: Map<string, Set<Member>>, key: string, member: Member): void {
  const members = index.get(key);
  if (members === undefined) index.set(key, new Set([member]));
  else members.add(member);
}

/** Takes from a set in an index; an empty set is dropped. */
export function removeFrom<Member>(
  index: Map<string, Set<Member>>,
  key: string,
  member: Member,
): void {
  const members = index.get(key);
  members?.delete(member);
  if (members?.size === 0) index.delete(key);
}

/** Notes that the element instance owns the record. */
export function own(state: InstanceState, elementInstanceId: string, owned: Owned): void {
  const list = state.owned.get(elementInstanceId);
  if (list === undefined) state.owned.set(elementInstanceId, [owned]);
  else list.push(owned);
}

/** Undoes {@link own}. */
export function disown(
  state: InstanceState,
  elementInstanceId: string,
  table: OwnedTable,
  key: string,
): void {
  const list = state.owned.get(elementInstanceId);
  const at = list?.findIndex((owned) => owned.table === table && owned.key === key) ?? -1;
  if (list === undefined || at < 0) throw new Error(`${table} ${key} has no owner`);
  if (list.length === 1) state.owned.delete(elementInstanceId);
  else list.splice(at, 1);
}
