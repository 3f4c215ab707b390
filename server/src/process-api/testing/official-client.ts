/** Camunda's own client, unmodified: what it checks of answers is what its makers publish. */
import { createCamundaClient } from "@camunda8/orchestration-cluster-api";

/** The secret of all clients in tests. */
export const SECRET = "a secret of the tests";

/** The client. */
export type Client = ReturnType<typeof createCamundaClient>;

/** Everything is written in the transaction of the command: nothing has to be waited for. */
export const now = { consistency: { waitUpToMs: 0 } };

/** Connects as the client with the id; `more` changes what it is configured with. */
export function connectTo(address: string, id: string, more: Record<string, string> = {}): Client {
  return createCamundaClient({
    config: {
      CAMUNDA_REST_ADDRESS: address,
      CAMUNDA_AUTH_STRATEGY: "BASIC",
      CAMUNDA_BASIC_AUTH_USERNAME: id,
      CAMUNDA_BASIC_AUTH_PASSWORD: SECRET,
      // What it checks of requests would drop the cursor of a page.
      CAMUNDA_SDK_VALIDATION: "req:none,res:strict",
      ...more,
    },
  });
}

/** The first, which there must be. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error("Nothing was found");
  return item;
}

/** Deploys one file; answers the key of its process. */
export async function deploy(by: Client, name: string, content: string): Promise<string> {
  const { processes } = await by.createDeployment({ resources: [new File([content], name)] });
  return processes[0]?.processDefinitionKey ?? "";
}
