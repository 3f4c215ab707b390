/**
 * Keys of variables. A key is the id of the variable's scope, changed by a hash of its name: the same for ever, and nothing is written
 * for it when a variable is set. It leads back to the scope by the names whose keys have been told, which are few
 * (docs/adr/0022-the-key-of-a-variable.md).
 */
import { bitsOfIds, endOfIds, type SqlExecutor } from "../../runtime/index.ts";
import type { Parameters } from "./parameters.ts";

/** Names that a server remembers to have told; then it begins anew. */
const REMEMBERED = 10_000;
/**
 * Names that one key is tried with, at most: a search of ids costs microseconds among processes, and a scan of summaries among elements.
 * Who guesses keys, and has told names without end before, asks for no more than that.
 */
const TRIED = { process: 10_000, local: 1000 } as const;
/** A day in ids: clocks differ less. */
const DAY = "(86400000::bigint << 22)";

/** A variable whose key is told. */
interface Told {
  readonly name: string;
  readonly scopeKey: string;
  readonly processInstanceKey: string;
}

/** The key as an expression, of which there is an index of the variables that are there. @param scope a bigint @param name a text */
export function variableKeyOf(scope: string, name: string): string {
  return `(${scope} # ${hashOf(name)})`;
}

/** The hash as an expression. */
function hashOf(name: string): string {
  return `(hashtextextended(${name}, 0) & 9223372036854775807)`;
}

/**
 * The instance that a variable with this key may have been of, as an array; of none while the variable is there. Scopes have ids that
 * could be made until now, and no older than the oldest process, so that only the few names lead to one whose hash begins as the key does.
 *
 * @param k the key, a bigint
 */
export function instanceOf(k: string, parameters: Parameters): string {
  const now = Date.now();
  const bits = parameters.add(bitsOfIds(now).toString(), "bigint");
  const end = parameters.add(endOfIds(now).toString(), "bigint");
  // Each looked for by itself: joined, whole tables might be read.
  const leading = (names: string, most: number, scope: string): string =>
    `(SELECT max((${scope} = s.id)) FROM (
        SELECT ${k} # n.hash AS id FROM told_variable_name n
         WHERE ${names} AND n.hash BETWEEN ${k} & ~${bits} AND ${k} | ${bits} AND ${k} # n.hash < ${end}
           AND ${k} # n.hash >= (SELECT min(id) FROM process_instance) - ${DAY} LIMIT ${String(most)}) s)`;
  return `ARRAY(SELECT coalesce(
      ${leading("NOT n.is_local", TRIED.process, "SELECT p.id FROM process_instance p WHERE p.id")},
      ${leading("n.is_local", TRIED.local, "SELECT e.process_instance_id FROM element_instance e WHERE e.id")})
    WHERE NOT EXISTS (SELECT FROM instance_record
                       WHERE kind = 'variable' AND ${variableKeyOf(RECORD_SCOPE, RECORD_NAME)} = ${k}))`;
}

/** The scope of a variable in `instance_record`, a bigint. */
export const RECORD_SCOPE = "split_part(key, '/', 1)::bigint";
/** Its name. */
export const RECORD_NAME = "substr(key, position('/' IN key) + 1)";

/** See file head. */
export class VariableKeys {
  readonly #sql: SqlExecutor;
  readonly #told = new Set<string>();

  constructor(sql: SqlExecutor) {
    this.#sql = sql;
  }

  /** Keys of variables, in their order. */
  async of(variables: readonly Pick<Told, "name" | "scopeKey">[]): Promise<string[]> {
    const rows = await this.#sql.query<{ key: string }>(
      `SELECT ${variableKeyOf("v.scope", "v.name")}::text AS key
         FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS v(scope, name, place) ORDER BY place`,
      [variables.map(({ scopeKey }) => scopeKey), variables.map(({ name }) => name)],
    );
    return rows.map(({ key }) => key);
  }

  /** Before their keys are told: makes sure that these lead back. Writes nothing for names that have been told before. */
  async tell(variables: readonly Told[]): Promise<void> {
    const names = new Map(
      variables
        .map(({ name, scopeKey, processInstanceKey }) => ({
          name,
          isLocal: scopeKey !== processInstanceKey,
        }))
        .map((told) => [`${told.isLocal ? "local" : "process"} ${told.name}`, told] as const)
        .filter(([id]) => !this.#told.has(id)),
    );
    if (names.size === 0) return;
    const rows = [...names.values()];
    // In one order, so that two servers that tell the same names do not wait for each other.
    await this.#sql.query(
      `INSERT INTO told_variable_name (hash, is_local)
       SELECT DISTINCT ${hashOf("v.name")}, v.is_local FROM unnest($1::text[], $2::boolean[]) AS v(name, is_local) ORDER BY 1, 2
           ON CONFLICT DO NOTHING`,
      [rows.map(({ name }) => name), rows.map(({ isLocal }) => isLocal)],
    );
    if (this.#told.size + names.size > REMEMBERED) this.#told.clear();
    for (const id of names.keys()) this.#told.add(id);
  }
}
