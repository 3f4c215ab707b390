/** Which element instances are immediate children of a scope: of the process, or of an element that has others in it. */
import { ApiProblem } from "../api-problem.ts";
import type { Related } from "../search/filter.ts";
import { namedKeys } from "../search/named-keys.ts";

/**
 * The history says in which scope each element began, and in which a migration has put it; it is read of the instances that the
 * scopes are in. The scope of the process has the key of the instance.
 */
export const childrenOf: Related = (said, filter, parameters) => {
  const scopes = namedKeys(filter["elementInstanceScopeKey"]);
  if (scopes.length === 0)
    throw new ApiProblem("INVALID_ARGUMENT", "'elementInstanceScopeKey' must be keys.");
  const instances = namedKeys(filter["processInstanceKey"]);
  const keys = (given: readonly string[]): string => parameters.add(given, "bigint[]");
  const within =
    instances.length > 0
      ? `ANY(${keys(instances)})`
      : `ANY(ARRAY(SELECT coalesce((SELECT i.id FROM process_instance i WHERE i.id = k),
                   (SELECT o.process_instance_id FROM element_instance o WHERE o.id = k)) FROM unnest(${keys(scopes)}) k))`;
  return `(e.process_instance_id, e.id) IN (SELECT s.instance, s.id FROM (
    SELECT DISTINCT ON (h.process_instance_id, h.data->>'elementInstanceId') h.process_instance_id AS instance,
           (h.data->>'elementInstanceId')::bigint AS id, (h.data->>'scopeId')::bigint AS scope
      FROM history_event h
     WHERE h.process_instance_id = ${within} AND h.type IN ('elementActivating', 'elementCompensating', 'elementMoved')
     ORDER BY h.process_instance_id, h.data->>'elementInstanceId', h.seq DESC) s WHERE s.id <> s.scope AND ${said})`;
};
