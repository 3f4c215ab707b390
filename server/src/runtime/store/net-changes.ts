/**
 * What a transaction's events come to for rows that are created, changed and deleted: a job that is created and done within the
 * same transaction is never written.
 */
export class NetChanges<Row> {
  readonly #inserted = new Map<string, Row>();
  readonly #updated = new Map<string, Partial<Row>>();
  readonly #deleted = new Set<string>();

  /** A new row. */
  insert(id: string, row: Row): void {
    this.#inserted.set(id, row);
  }

  /** Some columns of a row change. */
  update(id: string, columns: Partial<Row>): void {
    const row = this.#inserted.get(id);
    if (row !== undefined) this.#inserted.set(id, { ...row, ...columns });
    else this.#updated.set(id, { ...this.#updated.get(id), ...columns });
  }

  /** The row is gone. */
  delete(id: string): void {
    this.#updated.delete(id);
    if (!this.#inserted.delete(id)) this.#deleted.add(id);
  }

  /** Every row that is to be inserted so far is replaced. */
  replaceInserted(replaced: (row: Row) => Row): void {
    for (const [id, row] of this.#inserted) this.#inserted.set(id, replaced(row));
  }

  /** Rows to insert, by id. */
  get inserted(): ReadonlyMap<string, Row> {
    return this.#inserted;
  }

  /** Changed columns of existing rows, by id. */
  get updated(): ReadonlyMap<string, Partial<Row>> {
    return this.#updated;
  }

  /** Ids of rows to delete. */
  get deleted(): readonly string[] {
    return [...this.#deleted];
  }
}
