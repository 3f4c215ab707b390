/** Deploys in a transaction of its own. */
import type { Context } from "@tongban/engine";
import type { Pool } from "pg";
import { onClient, rollBack } from "../sql-executor.ts";
import { commit } from "../execution/commit.ts";
import { announce } from "../work/live.ts";
import { deploy, type Deployer, type DeploymentFile, type DeploymentResult } from "./deploy.ts";

/** See file head. All servers are told. */
export async function deployAlone(
  pool: Pool,
  files: readonly DeploymentFile[],
  by: Deployer,
  context: Context,
): Promise<DeploymentResult> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const tx = onClient(client);
    const result = await deploy(tx, files, by, context);
    if (result.ok) {
      await announce(tx, { type: "deployment" });
      await commit(client);
    } else await client.query("ROLLBACK");
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}
