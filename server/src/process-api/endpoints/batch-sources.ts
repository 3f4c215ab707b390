/** What can be asked of batch operations and their items. */
import type { BatchWork } from "../../runtime/index.ts";
import { instant } from "../api.ts";
import type { SearchSource } from "../search/search.ts";

/** What Camunda calls our kinds. */
export const BATCH_TYPES = {
  cancelInstances: "CANCEL_PROCESS_INSTANCE",
  resolveIncidents: "RESOLVE_INCIDENT",
  migrateInstances: "MIGRATE_PROCESS_INSTANCE",
  modifyInstances: "MODIFY_PROCESS_INSTANCE",
  deleteInstances: "DELETE_PROCESS_INSTANCE",
} as const satisfies Record<BatchWork["kind"], string>;

/** Camunda's kinds with ours. */
export const BATCH_TYPE_VALUES = {
  ...Object.fromEntries(Object.entries(BATCH_TYPES).map(([kind, type]) => [type, [kind]])),
  ADD_VARIABLE: [],
  UPDATE_VARIABLE: [],
  DELETE_DECISION_DEFINITION: [],
  DELETE_DECISION_INSTANCE: [],
  DELETE_PROCESS_DEFINITION: [],
};
const ACTORS = { USER: ["person"], CLIENT: ["client"], ANONYMOUS: [], UNKNOWN: [] };

interface BatchRow {
  readonly key: string;
  readonly kind: BatchWork["kind"];
  readonly state: string;
  readonly actorKind: "person" | "client";
  readonly actor: string;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

const counted = (state: string): string =>
  `(SELECT count(*)::int FROM batch_item i WHERE i.batch_id = b.id AND i.state = '${state}')`;

/** Operations; whose they are is added where they are asked for. */
export const batchSource: SearchSource<BatchRow, object> = {
  from: "batch_operation b",
  columns: `b.kind, b.state, b.actor_kind AS "actorKind", b.actor, b.total, ${counted("completed")} AS completed,
            ${counted("failed")} AS failed, (extract(epoch FROM b.started_at) * 1000)::float8 AS "startedAt",
            (extract(epoch FROM b.ended_at) * 1000)::float8 AS "endedAt"`,
  key: "b.id",
  processId: "NULL::text",
  fields: {
    batchOperationKey: { sql: "b.id", type: "key" },
    operationType: { sql: "b.kind", type: "text", values: BATCH_TYPE_VALUES },
    state: {
      sql: "b.state",
      type: "text",
      values: {
        CREATED: [],
        ACTIVE: ["active"],
        SUSPENDED: ["suspended"],
        COMPLETED: ["completed"],
        PARTIALLY_COMPLETED: [],
        CANCELED: ["cancelled"],
        FAILED: [],
      },
    },
    actorType: { sql: "b.actor_kind", type: "text", values: ACTORS },
    actorId: { sql: "b.actor", type: "text" },
    startDate: { sql: "b.started_at", type: "instant" },
    endDate: { sql: "b.ended_at", type: "instant" },
  },
  item: (row) => ({
    batchOperationKey: row.key,
    state: row.state === "cancelled" ? "CANCELED" : row.state.toUpperCase(),
    batchOperationType: BATCH_TYPES[row.kind],
    startDate: instant(row.startedAt),
    endDate: row.endedAt === null ? null : instant(row.endedAt),
    actorType: row.actorKind === "person" ? "USER" : "CLIENT",
    actorId: row.actor,
    operationsTotalCount: row.total,
    operationsFailedCount: row.failed,
    operationsCompletedCount: row.completed,
    errors: [],
  }),
};

interface ItemRow {
  /** The operation and the item: keys of items are unique only within their operation. */
  readonly key: string;
  readonly batchKey: string;
  readonly itemKey: string;
  readonly instanceKey: string;
  readonly rootKey: string | null;
  readonly kind: BatchWork["kind"];
  readonly state: string;
  readonly processedAt: number | null;
  readonly message: string | null;
}

/** How far they are with each instance or incident. */
export const batchItemSource: SearchSource<ItemRow, object> = {
  from: "batch_item i JOIN batch_operation b ON b.id = i.batch_id LEFT JOIN process_instance p ON p.id = i.process_instance_id",
  columns: `i.batch_id::text AS "batchKey", i.item_id::text AS "itemKey", i.process_instance_id::text AS "instanceKey",
            p.root_id::text AS "rootKey", b.kind, i.state, (extract(epoch FROM i.processed_at) * 1000)::float8 AS "processedAt",
            i.message_en AS message`,
  key: "i.item_id",
  processId: "p.process_id",
  fields: {
    batchOperationKey: { sql: "i.batch_id", type: "key" },
    itemKey: { sql: "i.item_id", type: "key" },
    processInstanceKey: { sql: "i.process_instance_id", type: "key" },
    state: {
      sql: "i.state",
      type: "text",
      values: {
        ACTIVE: ["active"],
        COMPLETED: ["completed"],
        SKIPPED: [],
        CANCELED: ["cancelled"],
        FAILED: ["failed"],
      },
    },
    operationType: { sql: "b.kind", type: "text", values: BATCH_TYPE_VALUES },
    processedDate: { sql: "i.processed_at", type: "instant" },
  },
  item: (row) => ({
    operationType: BATCH_TYPES[row.kind],
    batchOperationKey: row.batchKey,
    itemKey: row.itemKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    state: row.state === "cancelled" ? "CANCELED" : row.state.toUpperCase(),
    processedDate: row.processedAt === null ? null : instant(row.processedAt),
    errorMessage: row.message,
  }),
};
