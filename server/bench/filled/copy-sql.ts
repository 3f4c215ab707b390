/**
 * SQL that multiplies a template: copy `n` is the same case at another time and, for what the offices see, at another office.
 * Every id of the case is moved by the same distance, wherever it stands (in keys and JSON too), so that a copy holds together
 * and could be carried on. Only the events of the history keep the template's ids inside: nothing looks for them there.
 */
import type { Column, Template, TemplateTable } from "./template.ts";

/** When a template's copies began. */
export interface Span {
  /** Which of the templates, from 0; at most {@link TEMPLATES_AT_MOST}. */
  readonly place: number;
  readonly count: number;
  /** The oldest began so long before the template, in ms; the others evenly since. */
  readonly sinceMs: number;
}

/** Copies that share a millisecond are told apart by the ten bits of the server (runtime/snowflake.ts). */
const COPIES_TOGETHER = 128;
/** As many templates as there are bits for. */
export const TEMPLATES_AT_MOST = 1024 / COPIES_TOGETHER;

/** The offices: a tenth of all cases is one large office's, the rest is that of 180 small ones. */
export const LARGE_OFFICE = "scjgj";
/** One of the small ones. */
export const SMALL_OFFICE = "office17";
const OFFICE = `CASE WHEN c.n % 10 = 0 THEN '${LARGE_OFFICE}' ELSE 'office' || c.n % 200 END`;
/** Every third task is held by one of 2,000 people. */
export const HOLDERS = 2000;
const HOLDER = `CASE WHEN c.n % 3 = 0 THEN md5('holder' || c.n % ${HOLDERS})::uuid END`;
/** Timers of the copies are due within a month from now, not in the past: they wait. */
const DUE = "now() + interval '1 hour' + (c.n % 2592000) * interval '1 second'";

/** A row for each copy: its number, how far its ids are moved, and how far its instants. */
function copies({ place, count, sinceMs }: Span, { spanMs }: Template): string {
  const slots = Math.ceil(count / COPIES_TOGETHER);
  const spacingMs = Math.floor(sinceMs / slots);
  if (spacingMs <= spanMs) throw new Error("So many copies in so short a time would share ids");
  const ms = `(n / ${COPIES_TOGETHER} * ${spacingMs}::bigint - ${sinceMs})`;
  return `(SELECT n, ${ms} * 4194304 + (${place * COPIES_TOGETHER} + n % ${COPIES_TOGETHER}) * 4096 AS moved,
                  ${ms} * interval '1 millisecond' AS later
             FROM generate_series(0, ${count - 1}) AS n) AS c`;
}

/** Inserts the copies of a table's rows. */
export function copyTable(template: Template, table: TemplateTable, span: Span): string {
  const names = table.columns.map(({ name }) => `"${name}"`).join(", ");
  // Not VALUES: PostgreSQL would make each row's expressions ready anew for each copy.
  const rows = table.rows.map((row) => {
    const values = row.map((value, index) =>
      expression(template, table.table, at(table.columns, index), value),
    );
    return `SELECT ${values.join(", ")}`;
  });
  return `INSERT INTO "${table.table}" (${names}) SELECT v.* FROM ${copies(span, template)}
    CROSS JOIN LATERAL (${rows.join("\nUNION ALL ")}) AS v`;
}

/** Inserts the copies of the history, whose rows stand in the table `kept`. */
export function copyHistory(template: Template, kept: string, span: Span): string {
  // The condition is always true: it makes the copies the outer side, so that rows of a case stay together.
  return `INSERT INTO history_entry (process_instance_id, last_seq, at, events)
    SELECT h.process_instance_id + c.moved, h.last_seq, h.at + c.later, h.events
      FROM ${copies(span, template)} CROSS JOIN LATERAL (SELECT * FROM ${kept} WHERE c.n >= 0) AS h`;
}

function at(columns: readonly Column[], index: number): Column {
  const column = columns[index];
  if (column === undefined) throw new Error("A row has more values than its table columns");
  return column;
}

function expression(
  template: Template,
  table: string,
  { name, type }: Column,
  value: string | null,
): string {
  if (table === "work_item" && name === "assignee_id") return HOLDER;
  if (value === null) return `NULL::${type}`;
  if (table === "timer" && name === "due_at") return DUE;
  if (name === "office_key" || name === "window_office_key") return OFFICE;
  if (name === "candidate_groups" && value.includes("@")) {
    return `ARRAY['${value.slice(1, value.indexOf("@"))}@' || ${OFFICE}]`;
  }
  if (type === "bigint" && isOwn(template, value)) return `${value} + c.moved`;
  // Far future means none.
  if (type.startsWith("timestamp")) {
    return value.startsWith("9999")
      ? `${quoted(value)}::${type}`
      : `${quoted(value)}::${type} + c.later`;
  }
  const parts = value.split(ownPattern(template));
  if (parts.length === 1) return `${quoted(value)}::${type}`;
  return `concat(${parts.map((part) => moved(template, part)).join(", ")})::${type}`;
}

/** Ids of the runtime that belong to the case are those made since it began; definitions are older. */
function isOwn(template: Template, id: string): boolean {
  const first = BigInt(template.instanceIds[0] ?? 0);
  return /^\d{15,19}$/u.test(id) && BigInt(id) >= first;
}

function ownPattern({ caseId, caseNumber }: Template): RegExp {
  return new RegExp(
    `(${[caseId, caseNumber]
      .filter(Boolean)
      .map((id) => `${id}|`)
      .join("")}(?<!\\d)\\d{15,19}(?!\\d))`,
    "u",
  );
}

function moved(template: Template, part: string): string {
  if (part === template.caseId) return `lpad(to_hex(c.n), 8, '0'), ${quoted(part.slice(8))}`;
  if (part === template.caseNumber) return `${quoted(part)}, '-', c.n`;
  return isOwn(template, part) ? `${part} + c.moved` : quoted(part);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
