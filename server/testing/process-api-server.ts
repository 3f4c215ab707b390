/** The real server with one client that may do everything, listening: what other people's clients of `/v2` are tried on. */
import { createTestServer, type TestServer } from "./test-server.ts";

/** See file head. */
export interface ProcessApiServer extends TestServer {
  readonly address: string;
  /** The client's id and secret. */
  readonly id: string;
  readonly secret: string;
}

/** Starts it on a port that is free. */
export async function createProcessApiServer(): Promise<ProcessApiServer> {
  const [id, secret] = ["everything", "a secret of the tests"];
  const server = await createTestServer({
    city: true,
    settings: { PROCESS_API_CLIENTS: JSON.stringify([{ id, secret }]) },
  });
  const address = await server.app.listen({ port: 0, host: "127.0.0.1" });
  return { ...server, address, id, secret };
}
