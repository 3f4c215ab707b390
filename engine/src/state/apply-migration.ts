/** Appliers of migration: ids of the one model are replaced by those of the other, wherever they stand. */
import type { ProcessInstanceMigrated } from "../events.ts";
import type { Json } from "../json.ts";
import type { Appliers } from "./appliers.ts";
import { addTo, type InstanceState, removeFrom } from "./instance-state.ts";
import type { RecordTable } from "./record-table.ts";
import type { ElementRecord } from "./records.ts";

/** See appliers.ts. */
export const migrationAppliers: Appliers<"processInstanceMigrated" | "elementMoved"> = {
  processInstanceMigrated: (state, event) => {
    const { definitionId, processId, version } = event;
    const { tables } = state;
    const elementId = (id: string): string => renamed(event.elements, id);
    replaceRows(tables.instance, (row) => ({
      ...row,
      definitionId,
      processId,
      version,
      ...(row.terminateAfter && { terminateAfter: row.terminateAfter.map(elementId) }),
    }));
    // What is still to be begun in an ad-hoc sub-process is named as well.
    for (const [key, items] of tables.items.entries()) {
      if (tables.element.get(key)?.kind === "adHocSubProcess")
        tables.items.set(
          key,
          items.map((item) => renamedActivity(item, elementId)),
        );
    }
    replaceRows(tables.element, (row) => renamedElement(row, event));
    for (const table of [
      tables.timer,
      tables.subscription,
      tables.signal,
      tables.condition,
    ] as const)
      replaceRows<{ readonly elementId: string }>(table, (row) => ({
        ...row,
        elementId: elementId(row.elementId),
      }));
    replaceRows(tables.compensation, (row) => ({ ...row, elementId: elementId(row.elementId) }));
    renameJoins(state, event);
  },

  elementMoved: (state, { elementInstanceId, scopeId }) => {
    const { element } = state.tables;
    const row = element.change(elementInstanceId);
    element.change(row.scopeId).tokens -= 1;
    removeFrom(state.children, row.scopeId, row.elementInstanceId);
    element.set(elementInstanceId, { ...row, scopeId });
    element.change(scopeId).tokens += 1;
    addTo(state.children, scopeId, row.elementInstanceId);
  },
};

function renamed(ids: Readonly<Record<string, string>>, id: string): string {
  return Object.hasOwn(ids, id) ? (ids[id] ?? id) : id;
}

/** Rows keep their place, so that the oldest stays the first. */
function replaceRows<Row>(table: RecordTable<Row>, replaced: (row: Row) => Row): void {
  for (const [key, row] of table.entries()) table.set(key, replaced(row));
}

function renamedElement(row: ElementRecord, event: ProcessInstanceMigrated): ElementRecord {
  const elementId = (id: string): string => renamed(event.elements, id);
  const { occurred, activatedBy, compensating } = row;
  const target = compensating?.target;
  return {
    ...row,
    elementId: elementId(row.elementId),
    ...(occurred === undefined
      ? undefined
      : {
          occurred: Object.fromEntries(
            Object.entries(occurred).map(([id, parts]) => [elementId(id), parts]),
          ),
        }),
    ...(activatedBy === undefined
      ? undefined
      : { activatedBy: activatedBy.map((id) => renamed(event.flows, id)) }),
    ...(compensating === undefined || target === undefined
      ? undefined
      : { compensating: { ...compensating, target: elementId(target) } }),
  };
}

function renamedActivity(item: Json, elementId: (id: string) => string): Json {
  const { elementId: id, ...rest } = item as { readonly elementId: string };
  return { elementId: elementId(id), ...rest };
}

function renameJoins(state: InstanceState, { elements, flows }: ProcessInstanceMigrated): void {
  const { join } = state.tables;
  const waiting = [...join.entries()];
  for (const [key] of waiting) {
    join.delete(key);
    removeFrom(state.joins, scopeOf(key), key);
  }
  for (const [key, count] of waiting) {
    const [scopeId = "", elementId = "", flowId = ""] = key.split("/");
    const newKey = `${scopeId}/${renamed(elements, elementId)}/${renamed(flows, flowId)}`;
    join.set(newKey, (join.get(newKey) ?? 0) + count);
    addTo(state.joins, scopeId, newKey);
  }
}

function scopeOf(key: string): string {
  return key.slice(0, key.indexOf("/"));
}
