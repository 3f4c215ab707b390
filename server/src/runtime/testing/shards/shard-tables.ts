/** The two tables of docs/many-machines.md about shards. */
import { DISTRIBUTED_BY, HOT_TABLES, type UniqueKey } from "./sharded-tables.ts";
import type { Visit } from "./visited-shards.ts";
import { MANY_SHARDS } from "./why-many-shards.ts";

/** How each hot table is keyed, and what is missing. */
export function keysTable(keys: readonly UniqueKey[]): string {
  const rows = HOT_TABLES.map((table) => {
    const own = keys.filter((key) => key.table === table);
    return [
      code(table),
      code(DISTRIBUTED_BY[table]),
      own.map(({ columns }) => code(columns.join(", "))).join("; "),
      missing(table, own),
    ];
  });
  return markdown(["Table", "Distributed by", "Unique", "Would have to change"], rows);
}

function missing(table: UniqueKey["table"], keys: readonly UniqueKey[]): string {
  const wanting = keys
    .filter(({ hasDistributionColumn }) => !hasDistributionColumn)
    .map(({ columns }) => code([...columns, DISTRIBUTED_BY[table]].join(", ")));
  const nullable = keys.some(({ isDistributionNullable }) => isDistributionNullable)
    ? ["0 instead of null where it is nobody's"]
    : [];
  return [...wanting, ...nullable].join("; ");
}

/** Which shards each statement touched while one instance at a time went one step at a time. */
export function statementsTable(visits: ReadonlyMap<string, readonly Visit[]>): string {
  const rows = [...visits]
    .map(([statement, own]) => ({
      statement,
      planned: Math.max(...own.map(({ planned }) => planned.size)),
      visited: Math.max(...own.map(({ visited }) => visited.size)),
    }))
    .toSorted((a, b) => a.visited - b.visited || (a.statement < b.statement ? -1 : 1))
    .map(({ statement, planned, visited }) => [
      code(statement),
      String(planned),
      String(visited),
      MANY_SHARDS[statement] ?? "",
    ]);
  return markdown(["Statement", "In its plan", "Touched", "Why more than one"], rows);
}

/** The page with these tables between its marks. @throws when it has no such mark */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name}: made by a test -->`, `<!-- ${name}: end -->`];
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) throw new Error(`No mark for ${name}`);
    return `${before}${begin}\n\n${table}\n\n${end}${after}`;
  }, page);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** As the formatter writes it. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
