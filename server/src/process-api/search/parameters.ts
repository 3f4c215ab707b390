/** Values of a statement on their way to PostgreSQL: never part of its text. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Where the value stands in the statement, as this type. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${String(this.values.length)}::${type}`;
  }
}
