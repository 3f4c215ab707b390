/** What else than its own row an instance can be searched by: its elements, variables, incidents and jobs. */
import { errorHash } from "../search/error-hash.ts";
import type { Related, SearchFields } from "../search/filter.ts";
import { VARIABLE_MEMBERS, variableRows } from "../search/variable-rows.ts";

/** The process itself is no element of the instance. */
const elements: Related = (said) =>
  `p.id IN (SELECT e.process_instance_id FROM element_instance e WHERE e.kind <> 'process' AND ${said})`;

/** What a running instance stands still for, and all that one which has ended ever stood still for. */
const incidents: Related = (said) =>
  `p.id IN (SELECT i.process_instance_id
              FROM (SELECT process_instance_id, message_en FROM incident
                    UNION ALL
                    SELECT o.process_instance_id, o.message_en
                      FROM ended_incident o JOIN process_instance q ON q.id = o.process_instance_id WHERE q.state <> 'active') i
             WHERE ${said})`;

const variables: Related = (said, filter, parameters) =>
  `p.id IN (SELECT v.process_instance_id FROM (${variableRows(filter, parameters)}) v WHERE ${said})`;

/** The fields, where `p` is the instance. */
export const instanceRelations: SearchFields = {
  elementId: { of: elements, field: { sql: "e.element_id", type: "text" } },
  elementInstanceState: {
    of: elements,
    field: {
      sql: "e.state",
      type: "text",
      values: { ACTIVE: ["active"], COMPLETED: ["completed"], TERMINATED: ["terminated"] },
    },
  },
  hasElementInstanceIncident: {
    of: elements,
    field: {
      // Not EXISTS: this is joined from the side of the incidents, which are few.
      sql: "((e.process_instance_id, e.id) IN (SELECT i.process_instance_id, i.element_instance_id FROM incident i))",
      type: "boolean",
    },
  },
  errorMessage: { of: incidents, field: { sql: "i.message_en", type: "text" } },
  incidentErrorHashCode: {
    of: incidents,
    field: { sql: errorHash("i.message_en"), type: "integer" },
  },
  hasRetriesLeft: {
    sql: "EXISTS (SELECT FROM job j WHERE j.process_instance_id = p.id AND j.attempts > 0 AND j.retries > 0)",
    type: "boolean",
  },
  variables: { eachOf: variables, members: VARIABLE_MEMBERS },
};
