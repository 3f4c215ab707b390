/** How many tokens are and were at each element. */
import type { SqlExecutor } from "../../runtime/index.ts";

/** Tokens by element. @param instances a statement that answers the ids of instances, with its values */
export function elementStatistics(
  sql: SqlExecutor,
  instances: { readonly statement: string; readonly values: readonly unknown[] },
): Promise<object[]> {
  return sql.query(
    `SELECT e.element_id AS "elementId", count(*) FILTER (WHERE e.state = 'active')::int AS active,
            count(*) FILTER (WHERE e.state = 'terminated')::int AS canceled,
            count(*) FILTER (WHERE e.state = 'completed')::int AS completed,
            count(*) FILTER (WHERE EXISTS (
              SELECT FROM incident i WHERE i.process_instance_id = e.process_instance_id AND i.element_instance_id = e.id))::int
              AS incidents
       FROM element_instance e WHERE e.process_instance_id IN (${instances.statement}) AND e.kind <> 'process'
      GROUP BY e.element_id ORDER BY e.element_id`,
    instances.values,
  );
}
