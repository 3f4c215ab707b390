/** Deploys in a transaction of its own. */
import type { Context } from "@tongban/engine";
import type { RuntimeConnections } from "../runtime-connections.ts";
import { inTransaction } from "../transaction.ts";
import { announce } from "../work/live.ts";
import { deploy, type Deployer, type DeploymentFile, type DeploymentResult } from "./deploy.ts";

/** See file head. All servers are told. */
export async function deployAlone(
  { pool, send }: Pick<RuntimeConnections, "pool" | "send">,
  files: readonly DeploymentFile[],
  by: Deployer,
  context: Context,
): Promise<DeploymentResult> {
  const client = await pool.connect();
  return inTransaction(client, send(client), async (transaction) => {
    await transaction.query("BEGIN");
    const result = await deploy(transaction, files, by, context);
    if (result.ok) {
      await announce(transaction, { type: "deployment" });
      await transaction.commit();
    } else await transaction.rollBack();
    return result;
  });
}
