/** Names of elements for searches: they stand in the models, so those that may be meant are read before. */
import type { Runtime } from "../../runtime/index.ts";
import type { Principal } from "../principal.ts";
import type { Filter } from "../search/filter.ts";
import { namedKeys } from "../search/named-keys.ts";
import type { Parameters } from "../search/parameters.ts";
import type { SearchRequest } from "../search/search.ts";

/** What a version of a process calls an element. */
export interface NamedElement {
  readonly definitionKey: string;
  readonly elementId: string;
  readonly name: string;
}

/** The join that knows them as `named`. */
export function joined(names: readonly NamedElement[] | undefined, parameters: Parameters): string {
  if (names === undefined) return "";
  const definitions = parameters.add(
    names.map(({ definitionKey }) => definitionKey),
    "bigint[]",
  );
  const elements = parameters.add(
    names.map(({ elementId }) => elementId),
    "text[]",
  );
  const texts = parameters.add(
    names.map(({ name }) => name),
    "text[]",
  );
  return ` LEFT JOIN unnest(${definitions}, ${elements}, ${texts}) AS named(definition_id, element_id, name)
    ON named.definition_id = p.definition_id AND named.element_id = e.element_id`;
}

/** The names of all elements that the search may find; undefined when it does not ask for names. */
export async function namesAskedFor(
  runtime: Pick<Runtime, "sql" | "elementNames">,
  { processes }: Pick<Principal, "processes">,
  request: SearchRequest,
): Promise<readonly NamedElement[] | undefined> {
  const { filter = {}, sort = [] } = request ?? {};
  if (!isAskedIn(filter) && !sort.some(({ field }) => field === "elementName")) return undefined;
  const keys = namedKeys(filter["processInstanceKey"]);
  const [definitionKey = null] = namedKeys(filter["processDefinitionKey"]);
  const processId = filter["processDefinitionId"];
  const versions = await runtime.sql.query<{ key: string; processId: string; version: number }>(
    `SELECT d.id::text AS key, d.process_id AS "processId", d.version FROM process_definition d
      WHERE ($1::text[] IS NULL OR d.process_id LIKE ANY($1::text[])) AND ($2::text IS NULL OR d.process_id = $2::text)
        AND ($3::bigint IS NULL OR d.id = $3::bigint)
        AND (cardinality($4::bigint[]) = 0 OR d.id IN (SELECT definition_id FROM process_instance WHERE id = ANY($4::bigint[])))`,
    [processes, typeof processId === "string" ? processId : null, definitionKey, keys],
  );
  const names: NamedElement[] = [];
  for (const { key, processId: id, version } of versions)
    for (const [elementId, name] of await runtime.elementNames(id, version))
      names.push({ definitionKey: key, elementId, name });
  return names;
}

function isAskedIn(filter: Filter): boolean {
  const { $or: others } = filter;
  if (Object.hasOwn(filter, "elementName")) return true;
  return (
    Array.isArray(others) &&
    others.some(
      (other: unknown) =>
        typeof other === "object" && other !== null && Object.hasOwn(other, "elementName"),
    )
  );
}
