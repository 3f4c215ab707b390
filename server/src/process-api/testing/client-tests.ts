/**
 * What the files of tests with the official client have in common: a server, clients, and a record of the operations that were carried
 * out. The records are files beside this one, from which the page of operations is made.
 */
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { createTestServer, type TestServer } from "../../../testing/test-server.ts";
import { operations } from "../operations.ts";
import { type Client, connectTo, deploy, SECRET } from "./official-client.ts";

/** Where the records are, one for each file of tests. */
export const RECORDS = join(import.meta.dirname, "carried-out");

/** The first test of a file that has carried the operation out, and whether the answer was checked against the published schema. */
export interface CarriedOut {
  readonly test: string;
  readonly isChecked: boolean;
}

/** What tests of one file use. */
export interface ClientTests {
  readonly server: TestServer;
  readonly address: string;
  /** The client that may do everything. */
  readonly client: Client;
  /** Another client by its id; `more` changes what it is configured with. */
  connect(id: string, more?: Record<string, string>): Client;
  /** Deploys one file; answers the key of its process. */
  deploy(name: string, content: string, by?: Client): Promise<string>;
  /** As who sends a request without the client. */
  authorization(id?: string, secret?: string): { readonly authorization: string };
  /** Compares with what the page says of this file. The last test of it. */
  expectRecord(file: string): Promise<void>;
}

const clients = [
  { id: "everything", secret: SECRET },
  { id: "shop", secret: SECRET, processes: ["shop-*"] },
  { id: "reader", secret: SECRET, rights: ["read"] },
];

/** Starts the server before the tests of the file, and stops it after them. */
export function clientTests(options: { readonly city?: boolean } = {}): ClientTests {
  const carriedOut = new Map<string, CarriedOut>();
  let started: { readonly server: TestServer; readonly address: string; readonly client: Client };
  const connect = (id: string, more: Record<string, string> = {}): Client =>
    recording(connectTo(started.address, id, more), {
      carriedOut,
      isChecked: more["CAMUNDA_SDK_VALIDATION"] !== "none",
    });
  beforeAll(async () => {
    const server = await createTestServer({
      isWorking: true,
      ...options,
      settings: { PROCESS_API_CLIENTS: JSON.stringify(clients), DEMO_CLOCK: "true" },
    });
    const address = await server.app.listen({ port: 0, host: "127.0.0.1" });
    const client = recording(connectTo(address, "everything"), { carriedOut, isChecked: true });
    started = { server, address, client };
  });
  afterAll(() => started.server.close());
  return {
    get server() {
      return started.server;
    },
    get address() {
      return started.address;
    },
    get client() {
      return started.client;
    },
    connect,
    deploy: (name, content, by = started.client) => deploy(by, name, content),
    authorization: (id = "everything", secret = SECRET) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
    }),
    async expectRecord(file) {
      const record = Object.fromEntries([...carriedOut].toSorted(([a], [b]) => (a < b ? -1 : 1)));
      await expect(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot(
        join(RECORDS, `${file}.json`),
      );
    },
  };
}

function recording(
  connected: Client,
  {
    carriedOut,
    isChecked,
  }: { readonly carriedOut: Map<string, CarriedOut>; readonly isChecked: boolean },
): Client {
  return new Proxy(connected, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      const call = member.bind(target) as (...given: unknown[]) => unknown;
      if (!Object.hasOwn(operations, name)) return call;
      return (...given: unknown[]): unknown => {
        const answer = call(...given);
        const test = expect.getState().currentTestName ?? "";
        // What was refused, or is not as published, has not been carried out.
        void Promise.resolve(answer).then(
          () => carriedOut.has(String(name)) || carriedOut.set(String(name), { test, isChecked }),
          () => undefined,
        );
        return answer;
      };
    },
  });
}
