/** One kind of record of an instance: a map that remembers which of its keys changed since they were last stored. */
export class RecordTable<Row> {
  // Most tables of most instances stay empty: a map is made with the first row.
  #rows: Map<string, Row> | undefined;
  /** Changed keys, and whether the store has them. */
  #changed: Map<string, boolean> | undefined;

  /** Number of rows. */
  get size(): number {
    return this.#rows?.size ?? 0;
  }

  /** The row, to read. */
  get(key: string): Row | undefined {
    return this.#rows?.get(key);
  }

  /** The row, to change in place; it will be stored. The row must exist. */
  change(key: string): Row {
    const row = this.#rows?.get(key);
    if (row === undefined) throw new Error(`No record ${key} to change`);
    this.#note(key, true);
    return row;
  }

  /** Creates the row; that it is there already is a broken invariant. */
  add(key: string, row: Row): void {
    const { size } = this;
    this.set(key, row);
    if (this.size === size) throw new Error(`Id ${key} is taken`);
  }

  /** Creates or replaces the row. */
  set(key: string, row: Row): void {
    this.#note(key, this.#rows?.has(key) === true);
    this.load(key, row);
  }

  /** Removes the row; removing what is not there is a broken invariant. */
  delete(key: string): void {
    if (this.#rows?.delete(key) !== true) throw new Error(`No record ${key} to delete`);
    if (this.#changed?.get(key) === false) this.#changed.delete(key);
    else this.#note(key, true);
  }

  /** Puts a row that comes from the store, which therefore need not be stored again. */
  load(key: string, row: Row): void {
    this.#rows ??= new Map();
    this.#rows.set(key, row);
  }

  /** All rows, oldest first. */
  entries(): Iterable<[string, Row]> {
    return this.#rows ?? [];
  }

  /** Keys changed since the last call, in the order of their first change; not what came and went in between. */
  takeChanged(): Iterable<string> {
    const taken = this.#changed;
    this.#changed = undefined;
    return taken?.keys() ?? [];
  }

  #note(key: string, isStored: boolean): void {
    this.#changed ??= new Map();
    if (!this.#changed.has(key)) this.#changed.set(key, isStored);
  }
}
