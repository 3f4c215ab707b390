/** One kind of record of an instance: a map that remembers which of its keys changed since they were last stored. */
export class RecordTable<Row> {
  readonly #rows = new Map<string, Row>();
  #changed = new Set<string>();

  /** Number of rows. */
  get size(): number {
    return this.#rows.size;
  }

  /** The row, to read. */
  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** The row, to change in place; it will be stored. The row must exist. */
  change(key: string): Row {
    const row = this.#rows.get(key);
    if (row === undefined) throw new Error(`No record ${key} to change`);
    this.#changed.add(key);
    return row;
  }

  /** Creates or replaces the row. */
  set(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.#changed.add(key);
  }

  /** Removes the row; removing what is not there is a broken invariant. */
  delete(key: string): void {
    if (!this.#rows.delete(key)) throw new Error(`No record ${key} to delete`);
    this.#changed.add(key);
  }

  /** Puts a row that comes from the store, which therefore need not be stored again. */
  load(key: string, row: Row): void {
    this.#rows.set(key, row);
  }

  /** All rows, oldest first. */
  entries(): IterableIterator<[string, Row]> {
    return this.#rows.entries();
  }

  /** Keys changed since the last call, in the order of their first change. */
  takeChanged(): ReadonlySet<string> {
    const taken = this.#changed;
    if (taken.size > 0) this.#changed = new Set();
    return taken;
  }
}
