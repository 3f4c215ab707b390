/** What an instance must still have stored. */
import type { Json } from "../json.ts";
import type { RecordTable as TableName, StateRecord } from "./records.ts";

/** The place of a row in its table, and what the store knows of it. */
export interface Slot<Row> {
  readonly table: { readonly name: TableName; forget(key: string): void };
  readonly key: string;
  /** Undefined once it is deleted; such a slot stays in its place until the store has been told. */
  row: Row | undefined;
  /** Whether the store has a row with this key. */
  isStored: boolean;
  /** Whether it is among what changed. */
  isChanged: boolean;
}

/** What changed in the tables of one instance since it was last stored. */
export class TableChanges {
  /** In the order of their first change; with them what came and went, of which the store need not know. */
  #slots: Slot<unknown>[] = [];

  /** The row has changed for the first time. */
  note(slot: Slot<unknown>): void {
    slot.isChanged = true;
    this.#slots.push(slot);
  }

  /**
   * What changed since the last call, in the order of the first change, as the store is to have it; null for what was
   * deleted. Not what came and went in between.
   */
  take(storable: (row: unknown) => Json): StateRecord[] {
    const changes: StateRecord[] = [];
    for (const slot of this.#slots) {
      const { table, key, row, isStored } = slot;
      if (row !== undefined) changes.push({ table: table.name, key, value: storable(row) });
      else if (isStored) {
        changes.push({ table: table.name, key, value: null });
        table.forget(key);
      }
      slot.isStored = row !== undefined;
      slot.isChanged = false;
    }
    if (this.#slots.length > 0) this.#slots = [];
    return changes;
  }
}
