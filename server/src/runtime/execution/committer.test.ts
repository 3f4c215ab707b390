/** The committer where there is no database. */
import type { Pool } from "pg";
import { expect, test } from "vitest";
import { nobody } from "../observer.ts";
import { Committer } from "./committer.ts";
import { databaseTrouble } from "./overload.ts";

const start = { type: "startInstance", processId: "p", variables: {} } as const;
const unreached = (): never => {
  throw new Error("Nothing is begun without a connection.");
};

test("who shares a transaction that gets no connection is told so with the others, not each after a wait of its own", async () => {
  let waits = 0;
  const connect = (): Promise<never> => {
    waits += 1;
    return Promise.reject(new Error("timeout exceeded when trying to connect"));
  };
  const committer = new Committer({
    pool: { connect } as unknown as Pool,
    send: unreached,
    newUnit: unreached,
    offer: unreached,
    onWork: unreached,
    observer: nobody,
    onError: unreached,
    limits: { maxTransactions: 1, maxBatch: 64 },
  });
  const asked = Array.from({ length: 65 }, () => committer.submit(start).catch(databaseTrouble));
  expect(new Set(await Promise.all(asked))).toEqual(new Set(["unavailable"]));
  expect(waits).toBe(2);
});
