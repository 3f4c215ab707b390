import type { RecordTable as TableName } from "./records.ts";
import type { Slot, TableChanges } from "./table-changes.ts";

/** One kind of record of an instance: a map that notes which of its rows change. */
export class RecordTable<Row> {
  /** Which kind. */
  readonly name: TableName;
  readonly #changes: TableChanges;
  // Most tables of most instances stay empty: a map is made with the first row.
  #slots: Map<string, Slot<Row>> | undefined;
  #size = 0;

  constructor(name: TableName, changes: TableChanges) {
    this.name = name;
    this.#changes = changes;
  }

  /** Number of rows. */
  get size(): number {
    return this.#size;
  }

  /** The row, to read. */
  get(key: string): Row | undefined {
    return this.#slots?.get(key)?.row;
  }

  /** The row, to change in place; it will be stored. The row must exist. */
  change(key: string): Row {
    const slot = this.#slots?.get(key);
    if (slot?.row === undefined) throw new Error(`No record ${key} to change`);
    if (!slot.isChanged) this.#changes.note(slot);
    return slot.row;
  }

  /** Creates the row; that it is there already is a broken invariant. */
  add(key: string, row: Row): void {
    const { size } = this;
    this.set(key, row);
    if (this.size === size) throw new Error(`Id ${key} is taken`);
  }

  /** Creates or replaces the row. */
  set(key: string, row: Row): void {
    const slot = this.#slots?.get(key);
    if (slot === undefined) {
      this.#changes.note(this.#place({ table: this, key, row, isStored: false, isChanged: false }));
      return;
    }
    // What comes again is the youngest.
    if (slot.row === undefined) {
      this.#slots?.delete(key);
      this.#place(slot);
    }
    slot.row = row;
    if (!slot.isChanged) this.#changes.note(slot);
  }

  /** Removes the row; removing what is not there is a broken invariant. */
  delete(key: string): void {
    const slot = this.#slots?.get(key);
    if (slot?.row === undefined) throw new Error(`No record ${key} to delete`);
    slot.row = undefined;
    this.#size -= 1;
    if (!slot.isStored) this.#slots?.delete(key);
    else if (!slot.isChanged) this.#changes.note(slot);
  }

  /** Puts a row that comes from the store, which therefore need not be stored again. */
  load(key: string, row: Row): void {
    this.#place({ table: this, key, row, isStored: true, isChanged: false });
  }

  /** All rows, oldest first. */
  *entries(): Iterable<[string, Row]> {
    if (this.#slots === undefined) return;
    for (const { key, row } of this.#slots.values()) if (row !== undefined) yield [key, row];
  }

  /** The store has been told that the row is deleted. */
  forget(key: string): void {
    this.#slots?.delete(key);
  }

  #place(slot: Slot<Row>): Slot<Row> {
    this.#slots ??= new Map();
    this.#slots.set(slot.key, slot);
    this.#size += 1;
    return slot;
  }
}
