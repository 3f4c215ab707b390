/** What an instance must still have stored. */
import type { RecordTable as TableName } from "./records.ts";

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
   * What changed since the last call, in the order of the first change, with undefined for what was deleted; not what
   * came and went in between.
   */
  take(): { table: TableName; key: string; row: unknown }[] {
    const changes = [];
    for (const slot of this.#slots) {
      const { table, key, row, isStored } = slot;
      if (row !== undefined || isStored) changes.push({ table: table.name, key, row });
      if (row === undefined && isStored) table.forget(key);
      slot.isStored = row !== undefined;
      slot.isChanged = false;
    }
    if (this.#slots.length > 0) this.#slots = [];
    return changes;
  }
}
