/** Variables of the installation: every process reads them in FEEL as `camunda.vars.cluster.NAME` (as in Camunda 8.9). */
import type { Json, Variables } from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";

/** All of them. */
export async function readClusterVariables(sql: SqlExecutor): Promise<Variables> {
  const rows = await sql.query<{ name: string; value: Json }>(
    "SELECT name, value FROM cluster_variable",
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** What FEEL finds behind the variables of an instance. There is one tenant: what it sees is what there is. */
export function sharedNames(variables: Variables): Variables {
  return { camunda: { vars: { cluster: variables, env: variables, tenant: {} } } };
}
